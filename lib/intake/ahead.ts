/**
 * Works on items, so many at once, and hands the results over in the order of the items. What is still under way when
 * the reader stops, or when one fails, is waited for, so that nothing goes on behind its back.
 * @param most how many are under way at a time, 1 or more
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  let next = 0;
  const start = (): void => {
    while (underWay.length < most && next < items.length) {
      const result = work(items[next++]!);
      // A failure is met when its turn comes; until then it is nobody's unhandled rejection.
      result.catch(() => {});
      underWay.push(result);
    }
  };
  try {
    for (start(); underWay.length > 0; start()) {
      const result = await underWay[0]!;
      underWay.shift();
      yield result;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}
