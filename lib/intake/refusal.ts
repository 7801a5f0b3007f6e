/** A dump that cannot be taken in as a whole; the message says why and what to do, for the receipt. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
