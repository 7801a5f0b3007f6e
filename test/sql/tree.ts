/** A SELECT as a plain tree in the terms of Athena's grammar. */
import { TrinoSQL } from 'dt-sql-parser';

export interface Node {
  /** Name of the grammar rule, such as `FunctionCall`; `Token` for a word or sign. */
  readonly kind: string;
  /** Its words without the space between them. */
  readonly text: string;
  /** Line in the text, from 1. */
  readonly line: number;
  readonly parent: Node | undefined;
  readonly children: readonly Node[];
}

/** The little that is needed of a parser's tree; its own types do not load under Node's module rules. */
interface ParserTree {
  getText(): string;
  getChild?(index: number): ParserTree | null;
  getChildCount(): number;
  start?: { line: number } | null;
  symbol?: { line: number };
}

function toNode(tree: ParserTree, parent: Node | undefined): Node {
  const children: Node[] = [];
  const node = {
    kind: tree.symbol ? 'Token' : tree.constructor.name.replace(/Context$/, ''),
    text: tree.getText(),
    line: (tree.symbol ?? tree.start)?.line ?? 1,
    parent,
    children,
  };
  for (let i = 0; i < tree.getChildCount(); i++) {
    const child = tree.getChild?.(i);
    if (child) children.push(toNode(child, node));
  }
  return node;
}

/**
 * The tree of a text, and what Athena's grammar refuses in it, one sentence each.
 * The tree says something only where nothing is refused.
 */
export function parse(sql: string): { tree: Node; refused: string[] } {
  const refused: string[] = [];
  const tree = new TrinoSQL().parse(sql, ({ startLine, message }) => {
    refused.push(`line ${startLine}: Athena's grammar refuses it: ${message}`);
  });
  return { tree: toNode(tree as ParserTree, undefined), refused };
}

/** The node and everything below it, from the top. */
export function* below(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* below(child);
}

/** Goes down through nodes that only wrap one other, and through parentheses. */
export function core(node: Node): Node {
  const [first, second] = node.children;
  if (node.children.length === 1 && first && first.kind !== 'Token') return core(first);
  if (node.kind === 'ParenthesizedExpression' && second) return core(second);
  return node;
}

/** Goes up through nodes that only wrap this one: the first that says more. */
export function holder(node: Node): Node | undefined {
  const up = node.parent;
  return up && core(up) === core(node) ? holder(up) : up;
}

/** Children of the given kinds. */
export const parts = (node: Node, ...kinds: string[]): Node[] =>
  node.children.filter((child) => kinds.includes(child.kind));
