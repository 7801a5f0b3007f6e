/** Two relations side by side, row by row: exact in all but doubles, and those to one part in a thousand million. */
import type { Schema } from 'apache-arrow';
import { Float64 } from 'apache-arrow';
import { sqlType } from '../../lib/contract/columns.ts';
import type { Engine, Row } from '../../lib/engine/duckdb.ts';

const TOLERANCE = 1e-9;

/** Rows of a difference that are told. */
const TOLD = 3;

/**
 * Compares what two relations of DuckDB hold, whatever their order.
 * @returns one sentence for each kind of difference, with the first rows of it; none where they are equal
 */
export async function differences(
  engine: Engine,
  schema: Schema,
  sides: { expected: string; found: string },
): Promise<string[]> {
  const names = schema.fields.map(({ name }) => name);
  const doubles = schema.fields.filter(({ type }) => type instanceof Float64).map(({ name }) => name);
  const exact = names.filter((name) => !doubles.includes(name));
  for (const [side, relation] of Object.entries(sides)) {
    const cast = schema.fields.map((field) => `cast(${field.name} as ${sqlType(field)}) as ${field.name}`);
    await engine.run(
      `create or replace temp view side_${side} as select ${cast.join(', ')} from ${relation}`,
    );
  }
  const said = [
    ...(await onlyIn(engine, exact, 'expected', 'found')),
    ...(await onlyIn(engine, exact, 'found', 'expected')),
  ];
  return said.length > 0 || doubles.length === 0 ? said : unequalDoubles(engine, exact, doubles);
}

async function onlyIn(engine: Engine, columns: string[], side: string, other: string): Promise<string[]> {
  const list = columns.join(', ');
  const only = `select ${list} from side_${side} except all select ${list} from side_${other}`;
  const [counted] = await engine.rows(`select count(*) as rows from (${only}) rest`);
  if (counted?.rows === 0) return [];
  const first = await engine.rows(`${only} order by all limit ${TOLD}`);
  return [
    `${counted?.rows} rows are ${side} and not ${other === 'found' ? 'found' : 'expected'}: ${told(first)}`,
  ];
}

/** All else is equal: rows that are the same in it stand at the same place of both sides, in the order of their doubles. */
async function unequalDoubles(engine: Engine, exact: string[], doubles: string[]): Promise<string[]> {
  const order = [...exact, ...doubles].join(', ');
  const placed = (side: string): string =>
    `select *, row_number() over (order by ${order}) as place from side_${side}`;
  const said: string[] = [];
  for (const name of doubles) {
    const [e, f] = [`e.${name}`, `f.${name}`];
    const near = `abs(${e} - ${f}) <= ${TOLERANCE} * greatest(abs(${e}), abs(${f}))`;
    const rows = await engine.rows(
      `select ${exact.map((column) => `e.${column}`).join(', ')}, ${e} as expected, ${f} as found
       from (${placed('expected')}) e join (${placed('found')}) f on e.place = f.place
       where ${e} is distinct from ${f} and not coalesce(${near}, false)
       order by all`,
    );
    if (rows.length > 0) said.push(`${name} is another in ${rows.length} rows: ${told(rows.slice(0, TOLD))}`);
  }
  return said;
}

const told = (rows: Row[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
