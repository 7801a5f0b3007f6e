/** The traps: texts that both engines take and understand differently, or that give other bytes at every run. */
import { INPUTS } from '../../lib/contract/inputs.ts';
import { STEPS, TABLES } from '../../lib/contract/tables.ts';
import { argumentsOf, callTo, castType, isDouble, isWhole, operatorOf } from './lint-types.ts';
import { below, core, holder, type Node, parts } from './tree.ts';

export interface Rule {
  /** What is wrong and what to do, in a sentence. */
  readonly sentence: string;
  readonly isBroken: (node: Node) => boolean;
}

const RELATIONS: ReadonlySet<string> = new Set([...INPUTS, ...STEPS, ...TABLES].map(({ name }) => name));

const isWindow = (call: Node): boolean => parts(call, 'Over').length > 0;

const hasWord = (node: Node, word: string): boolean =>
  node.children.some((child) => child.kind === 'Token' && child.text.toLowerCase() === word);

const isRounded = (node: Node): boolean => callTo(core(node), 'floor', 'ceil', 'ceiling', 'round');

const castOperand = (node: Node): Node => node.children[2] as Node;

const isOrdinal = (node: Node): boolean => core(node).kind === 'IntegerLiteral';

const isDateAndInterval = (node: Node): boolean =>
  ['+', '-'].includes(operatorOf(node) ?? '') &&
  node.children.some((child) => core(child).kind.startsWith('Interval'));

/** A number or a step of days, as far as its name tells. */
const isDays = (node: Node): boolean => /days?$/.test(node.text.toLowerCase());

/** Is it inside a step or another select? */
function isInside(query: Node): boolean {
  for (let up = query.parent; up; up = up.parent) {
    if (up.kind === 'QuerySpecification' || up.kind === 'With') return true;
  }
  return false;
}

const ORDERED_WINDOWS = ['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'];

export const RULES: readonly Rule[] = [
  {
    sentence:
      'date_diff counts boundaries in DuckDB and whole units in Athena for all but days: use year * 12 + month, or days and hour, minute and second',
    isBroken: (node) => callTo(node, 'date_diff') && argumentsOf(node)[0]?.text.toLowerCase() !== "'day'",
  },
  {
    sentence: 'avg keeps the scale of a decimal in Athena only: cast to double inside',
    isBroken: (node) => callTo(node, 'avg') && !argumentsOf(node).some(isDouble),
  },
  {
    sentence:
      'a sum over DOUBLE differs from run to run: sum decimals or whole numbers and cast after; a window must say its order',
    isBroken: (node) =>
      callTo(node, 'sum', 'avg') &&
      argumentsOf(node).some(isDouble) &&
      !parts(node, 'Over').some((over) => Array.from(below(over)).some((n) => n.kind === 'SortItem')),
  },
  {
    sentence:
      'a division means something else for whole numbers and decimals in each engine: cast an operand to double',
    isBroken: (node) =>
      operatorOf(node) === '/' &&
      !isDouble(node) &&
      !(isWhole(node.children[0]!) && isWhole(node.children[2]!)),
  },
  {
    sentence:
      'date_trunc gives a DATE in Athena and a TIMESTAMP in DuckDB: write cast(date_trunc(…) as date)',
    isBroken: (node) => callTo(node, 'date_trunc') && castType(holder(node)) !== 'date',
  },
  {
    sentence:
      'a list has at most 10,000 entries in Athena, the days of 27 years: join one of thousands and one of 0 to 999',
    isBroken: (node) => callTo(node, 'sequence') && argumentsOf(node).some(isDays),
  },
  {
    sentence:
      'a date and an interval give a DATE in Athena and a TIMESTAMP in DuckDB: write cast(… as date), or date_add',
    isBroken: (node) => isDateAndInterval(node) && castType(holder(node)) !== 'date',
  },
  {
    sentence: 'a typed literal of this type is not the same in both: only date is; write cast(… as …)',
    isBroken: (node) => node.kind === 'TypeConstructor' && node.children[0]?.text.toLowerCase() !== 'date',
  },
  {
    sentence:
      'a DOUBLE cast to a whole number is rounded half away from zero in Athena and half to even in DuckDB: floor or round first',
    isBroken: (node) =>
      /^(?:bigint|integer)$/.test(castType(node) ?? '') &&
      isDouble(castOperand(node)) &&
      !isRounded(castOperand(node)),
  },
  {
    sentence:
      'a DOUBLE cast to a decimal is rounded differently: cast(floor(x * 10000 + 0.5) as bigint) * 0.0001, then cast',
    isBroken: (node) => (castType(node) ?? '').startsWith('decimal') && isDouble(castOperand(node)),
  },
  {
    sentence: 'a DOUBLE reads differently as text in each engine',
    isBroken: (node) => castType(node) === 'varchar' && isDouble(castOperand(node)),
  },
  {
    sentence: 'a type that the contract does not know, or a decimal without digits, is not the same in both',
    isBroken: (node) =>
      node.kind === 'Cast' &&
      !/^(?:varchar|boolean|date|bigint|integer|double|timestamp(?:\(3\))?|decimal\(\d+,\d+\))$/.test(
        castType(node) ?? '',
      ),
  },
  {
    sentence: 'try_cast hides what is wrong with a value: the lake is typed',
    isBroken: (node) => node.kind === 'Cast' && hasWord(node, 'try_cast'),
  },
  {
    sentence: 'a number in group by or order by stands for a column only until someone adds one: name it',
    isBroken: (node) =>
      (node.kind === 'GroupingTerm' && isOrdinal(node)) || (node.kind === 'SortItem' && isOrdinal(node)),
  },
  {
    sentence: 'a window without an order gives another answer at every run',
    isBroken: (node) =>
      callTo(node, ...ORDERED_WINDOWS) &&
      isWindow(node) &&
      !Array.from(below(node)).some((each) => each.kind === 'SortItem'),
  },
  {
    sentence: 'limit takes any rows where there is no order',
    isBroken: (node) =>
      node.kind === 'QueryNoWith' &&
      ['limit', 'offset', 'fetch'].some((word) => hasWord(node, word)) &&
      parts(node, 'SortItem').length === 0,
  },
  {
    sentence: 'an order without a limit is ignored in a step',
    isBroken: (node) =>
      node.kind === 'QueryNoWith' &&
      isInside(node) &&
      parts(node, 'SortItem').length > 0 &&
      !hasWord(node, 'limit'),
  },
  {
    sentence: 'a natural join changes with every column that is added: say on what',
    isBroken: (node) => node.kind === 'JoinRelation' && hasWord(node, 'natural'),
  },
  {
    sentence: 'the clock and the session make the same inputs give other bytes',
    isBroken: (node) => /^(?:Current|Local)(?:Date|Time|Timestamp|User|Schema|Catalog|Path)$/.test(node.kind),
  },
  {
    sentence: 'DuckDB does not have this, or not with this meaning',
    isBroken: (node) =>
      /^(?:ListAgg|Lambda|AtTimeZone|Normalize|Measure|GroupingOperation|Json\w*|Parameter|SampleType)$/.test(
        node.kind,
      ),
  },
  {
    sentence: 'a step hides the relation that has its name: name it otherwise',
    isBroken: (node) => node.kind === 'NamedQuery' && RELATIONS.has(node.children[0]!.text),
  },
];
