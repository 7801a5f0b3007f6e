/**
 * Does work on items side by side, at most so many at once.
 * @returns the answers in the order of the items
 * @throws what a work threw; none is begun after it, and what was begun has ended
 */
export async function atMost<Item, Answer>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = new Array<Answer>(items.length);
  const next = items.entries();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (const [i, item] of next) {
      if (hasFailed) return;
      answers[i] = await work(item).catch((error) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return answers;
}
