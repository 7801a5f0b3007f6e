/** The text of a cell: without blanks around it, null where nothing else is there. */
const BLANKS = `' ' || chr(9) || chr(10) || chr(13) || chr(160)`;

/** Trimming looks at every character; most texts show by their ends that there is nothing to trim. */
export function trimmed(text: string): string {
  const ends = ["' '", 'chr(9)', 'chr(10)', 'chr(13)', 'chr(160)'].map(
    (blank) => `not suffix(${text}, ${blank})`,
  );
  const isTrim = `${text} >= '!' and not prefix(${text}, chr(160)) and ${ends.join(' and ')}`;
  return `case when ${isTrim} then ${text} else nullif(trim(${text}, ${BLANKS}), '') end`;
}
