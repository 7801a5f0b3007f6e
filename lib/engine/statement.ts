/** A statement did not come to a good end; the message has the engine's own words. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed';
}

/** Bytes that the text of a statement may have on Athena. */
const LONGEST_STATEMENT = 262_144;

/** @param what names it in the message @throws TypeError where Athena would not take the statement */
export function checkStatement(what: string, sql: string): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes > LONGEST_STATEMENT)
    throw new TypeError(
      `${what}: the statement has ${bytes} bytes, Athena takes ${LONGEST_STATEMENT}: make it shorter`,
    );
}
