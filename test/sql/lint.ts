/** Says of a text under `sql/` whether it means the same on Athena and in DuckDB, as far as a text can say it. */
import { RULES } from './lint-rules.ts';
import { functionName } from './lint-types.ts';
import { below, type Node, parse, parts } from './tree.ts';

export type Kind = 'model' | 'check' | 'warning';

/** Functions that both engines know with one meaning, by themselves or by `sql/duckdb`. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  [
    'count sum avg min max bool_and bool_or',
    'row_number rank dense_rank lag lead first_value last_value',
    'coalesce nullif abs sign floor ceil round mod sqrt ln exp power',
    'hour minute second year quarter month day day_of_week last_day_of_month date_trunc date_diff date_add sequence',
    'lower upper trim substr strpos length replace starts_with json_extract_scalar',
  ].flatMap((line) => line.split(' ')),
);

/** Functions that both engines know with two meanings. */
const REFUSED: Readonly<Record<string, string>> = {
  greatest: 'with a null it is null in Athena, not in DuckDB: use case',
  least: 'with a null it is null in Athena, not in DuckDB: use case',
  concat: 'with a null it is null in Athena, not in DuckDB: use || and coalesce',
  max_by: 'DuckDB passes over rows without a value, Athena does not: use row_number',
  min_by: 'DuckDB passes over rows without a value, Athena does not: use row_number',
  ntile: 'it parts equal values: count the cuts below the value',
  percent_rank: 'it is a DOUBLE of no exact meaning over ties: count the smaller ones',
};

const FIRST_LINE: Readonly<Record<Kind, RegExp>> = {
  model: /^-- grain: one row\b/,
  check: /^-- check: \S.*[^.\n]\n/,
  warning: /^-- warning: \S.*[^.\n]\n/,
};

const FIRST_LINE_SAYS: Readonly<Record<Kind, string>> = {
  model: 'the first line of a model is `-- grain: one row …`',
  check: 'the first line of a check is `-- check:` and what must hold, without a full stop',
  warning: 'the first line of a warning is `-- warning:` and what should hold, without a full stop',
};

/** The text without comments and without what stands in quotes, line by line as before. */
const bare = (sql: string): string => sql.replace(/--[^\n]*/g, '').replace(/'(?:[^']|'')*'/g, "''");

function textFaults(sql: string, kind: Kind): string[] {
  const faults: string[] = [];
  if (!FIRST_LINE[kind].test(sql)) faults.push(`line 1: ${FIRST_LINE_SAYS[kind]}`);
  bare(sql)
    .split('\n')
    .forEach((line, i) => {
      if (/[A-Z]/.test(line)) faults.push(`line ${i + 1}: SQL is written in lower case`);
      if (line.includes(';')) faults.push(`line ${i + 1}: a file is one select without a semicolon`);
      if (/["`]/.test(line)) faults.push(`line ${i + 1}: names need no quotes`);
    });
  return faults;
}

function functionFault(node: Node): string | undefined {
  if (node.kind !== 'FunctionCall') return undefined;
  const name = functionName(node);
  if (FUNCTIONS.has(name)) return undefined;
  const why = REFUSED[name] ?? 'it is not on the list of functions that both engines know with one meaning';
  return `${name}: ${why}`;
}

/** The parts of the select that makes the rows, not of its steps. */
function outermost(tree: Node): Node | undefined {
  const query = Array.from(below(tree)).find((node) => node.kind === 'QueryStatement');
  return query && parts(query, 'QueryNoWith')[0];
}

/** A mart's rows are stamped and ordered when they are written. */
function stampFaults(tree: Node): string[] {
  const query = outermost(tree);
  if (!query) return [];
  const faults: string[] = [];
  if (parts(query, 'SortItem').length > 0) {
    faults.push(`line ${query.line}: a model has no order: its file is ordered by the contract`);
  }
  const stamps = Array.from(below(query)).filter(
    (node) => node.kind === 'SelectItem' && /(?:^|\.|as)(?:as_of_date|release_id)$/.test(node.text),
  );
  for (const stamp of stamps.filter((node) => selectDepth(node) === 1)) {
    faults.push(
      `line ${stamp.line}: a model does not select ${stamp.text}: its rows are stamped when written`,
    );
  }
  return faults;
}

function selectDepth(node: Node): number {
  let depth = 0;
  for (let up = node.parent; up; up = up.parent) if (up.kind === 'QuerySpecification') depth += 1;
  return depth;
}

/**
 * Everything that is wrong with a text.
 * @returns one sentence per fault, with its line; none for a text that both engines understand alike
 */
export function lint(sql: string, kind: Kind): string[] {
  const faults = textFaults(sql, kind);
  const { tree, refused } = parse(sql);
  if (refused.length > 0) return [...faults, ...refused];
  for (const node of below(tree)) {
    const unknown = functionFault(node);
    if (unknown) faults.push(`line ${node.line}: ${unknown}`);
    for (const rule of RULES) if (rule.isBroken(node)) faults.push(`line ${node.line}: ${rule.sentence}`);
  }
  return kind === 'model' ? [...faults, ...stampFaults(tree)] : faults;
}
