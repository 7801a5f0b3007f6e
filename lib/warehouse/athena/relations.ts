/** Where the relations of a release lie while Athena makes it: each in a folder of its own under `builds/<release_id>/`. */
import type { BuildRelation } from '../../catalog/glue-build.ts';
import { INPUTS } from '../../contract/inputs.ts';
import { STEPS, schemaOf, TABLES } from '../../contract/tables.ts';
import type { Store } from '../../storage/store.ts';
import { lakeKeys } from '../inputs.ts';
import type { Plan } from '../plan.ts';

export const folderOf = (id: string, name: string): string => `builds/${id}/${name}/`;

/** The file of a relation that was not made by Athena. */
export const rowsKey = (id: string, name: string): string => `${folderOf(id, name)}rows.parquet`;

/** The list of the files of a relation of the lake: no other dump, and no copy. */
export const listKey = (id: string, name: string): string => `${folderOf(id, name)}files.txt`;

/** Every relation that models read or make. */
export function relationsOf(plan: Plan, { location }: Store): BuildRelation[] {
  const lake = lakeKeys(plan.receipts);
  const isListed = (name: string): boolean => (lake[name] ?? []).length > 0;
  const names = [...TABLES, ...STEPS].map(({ name }) => ({ name, schema: schemaOf(name) }));
  return [...INPUTS, ...names].map(({ name, schema }) => ({
    name,
    schema,
    location: `${location}/${folderOf(plan.release_id, name)}`,
    isListed: isListed(name),
  }));
}
