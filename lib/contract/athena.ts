/** The contract in Athena's SQL: the types that a model's result is cast to there. */
import type { Column } from './columns.ts';
import { glueType } from './glue.ts';

/** What two types of the catalog are called in Athena's SQL; the others have one name. */
const ATHENA_TYPES: Record<string, string> = { string: 'varchar', timestamp: 'timestamp(3)' };

export function athenaType(field: Column): string {
  const type = glueType(field);
  return ATHENA_TYPES[type] ?? type;
}
