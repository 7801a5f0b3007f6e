/** What the text of an expression shows of its type: there is no catalog to ask. */
import { core, type Node, parts } from './tree.ts';

export const callTo = (node: Node, ...names: string[]): boolean =>
  node.kind === 'FunctionCall' && names.includes(functionName(node));

export const functionName = (call: Node): string => call.children[0]?.text.toLowerCase() ?? '';

export const argumentsOf = (call: Node): Node[] => parts(call, 'Expression');

/** The type a cast names, in lower case; undefined for any other node. */
export function castType(node: Node | undefined): string | undefined {
  return node?.kind === 'Cast' ? node.children[4]?.text.toLowerCase() : undefined;
}

export const operatorOf = (node: Node): string | undefined =>
  node.kind === 'ArithmeticBinary' ? node.children[1]?.text : undefined;

const DOUBLE_FUNCTIONS = ['sqrt', 'ln', 'exp', 'power'];
const LIKE_ITS_ARGUMENT = ['sum', 'avg', 'min', 'max', 'abs', 'nullif', 'coalesce', 'lag', 'lead'];

/** Can it be seen in the text that this is a DOUBLE? */
export function isDouble(node: Node): boolean {
  const at = core(node);
  switch (at.kind) {
    case 'Cast':
      return castType(at) === 'double';
    case 'DoubleLiteral':
      return true;
    case 'ArithmeticBinary':
    case 'ArithmeticUnary':
      return at.children.some((child) => child.kind !== 'Token' && isDouble(child));
    case 'SearchedCase':
    case 'SimpleCase':
      return [...parts(at, 'WhenClause').map((when) => when.children[3]!), ...parts(at, 'Expression')].some(
        isDouble,
      );
    case 'FunctionCall':
      if (DOUBLE_FUNCTIONS.includes(functionName(at))) return true;
      return LIKE_ITS_ARGUMENT.includes(functionName(at)) && argumentsOf(at).some(isDouble);
    default:
      return false;
  }
}

/** Can it be seen in the text that this is a whole number? */
export function isWhole(node: Node): boolean {
  const at = core(node);
  if (at.kind === 'ArithmeticBinary') return at.children.every((c) => c.kind === 'Token' || isWhole(c));
  return (
    at.kind === 'IntegerLiteral' ||
    /^(?:bigint|integer)$/.test(castType(at) ?? '') ||
    callTo(at, 'count', 'row_number', 'rank', 'dense_rank', 'year', 'month', 'day', 'quarter')
  );
}
