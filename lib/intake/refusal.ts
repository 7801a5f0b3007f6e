/**
 * A dump that cannot be taken in as a whole; the message says why and what to do, for the receipt. What stands before the
 * first semicolon quotes nothing of what is in the file, so that others than its uploader may be told it, too.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
