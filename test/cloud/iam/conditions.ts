/** Conditions of policy statements, as IAM evaluates them. What is not known here is an error, never a yes. */

/** What is known of a request, such as `aws:SecureTransport` or `s3:prefix`. */
export type Context = Record<string, string>;

export type Conditions = Record<string, Record<string, string | number | (string | number)[]>>;

/** `*` stands for any text, `?` for one character. */
export const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[\\s\\S]*')
      .replace(/\?/g, '[\\s\\S]')}$`,
  ).test(text);

type Test = (wanted: string, found: string) => boolean;

const OPERATORS: Record<string, Test> = {
  ArnEquals: matches,
  ArnLike: matches,
  Bool: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  NumericLessThan: (wanted, found) => Number(found) < Number(wanted),
  StringEquals: (wanted, found) => wanted === found,
  StringLike: matches,
};

/** True where none of the values fits; also where the request says nothing of the key. */
const NEGATED: Record<string, Test> = {
  StringNotEquals: OPERATORS.StringEquals!,
  StringNotLike: matches,
};

/** Do all conditions hold? */
export function hold(conditions: Conditions, context: Context): boolean {
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      holds(operator, [values].flat().map(String), known.get(key.toLowerCase())),
    ),
  );
}

function holds(operator: string, values: readonly string[], found: string | undefined): boolean {
  if (operator === 'Null') return values.includes(String(found === undefined));
  const ifExists = operator.endsWith('IfExists');
  const name = ifExists ? operator.slice(0, -'IfExists'.length) : operator;
  const negated = NEGATED[name];
  const test = negated ?? OPERATORS[name];
  if (!test) throw new TypeError(`the operator ${operator} is not known here`);
  if (found === undefined) return ifExists || negated !== undefined;
  const one = values.some((value) => test(value, found));
  return negated ? !one : one;
}
