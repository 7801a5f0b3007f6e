/** How the benchmark shows what it measured. */

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

export const seconds = (value: number): string => `${value.toFixed(1)} s`.padStart(9);

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`.padStart(9);

/** The middle one; of an even number the smaller of the two in the middle. */
export const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]!;

export const verdict = (isHeld: boolean): string => (isHeld ? 'held' : 'MISSED');
