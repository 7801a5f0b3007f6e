import { expect, test } from 'vitest';
import { type WaterfallStep, waterfall } from '../../lib/report/waterfall.ts';

const total = (name: string, amount: number): WaterfallStep => ({
  ...{ name, amount, shown: `${amount}` },
  isTotal: true,
});
const step = (name: string, amount: number): WaterfallStep => ({ ...total(name, amount), isTotal: false });

/** Where each bar begins and ends, by the place of the first one's left end. */
function drawn(steps: WaterfallStep[]) {
  const { text } = waterfall({ id: 'w', title: 'How', description: 'what' }, steps);
  const bars = [...text.matchAll(/<rect class="step (\w+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
    ([, look, x, width]) => ({ look, left: Number(x), right: Number(x) + Number(width) }),
  );
  return { text, bars };
}

test('each step begins where the one before has ended, and the last total ends where the last step does', () => {
  const { bars, text } = drawn([total('a', 100), step('b', -60), step('c', 30), total('d', 70)]);
  expect(bars.map(({ look }) => look)).toEqual(['total', 'falls', 'rises', 'total']);
  const [opening, fall, rise, closing] = bars;
  expect(fall!.right).toBeCloseTo(opening!.right);
  expect(rise!.left).toBeCloseTo(fall!.left);
  expect(closing!.right).toBeCloseTo(rise!.right);
  // From 0: lengths are as amounts.
  expect((fall!.right - fall!.left) / (opening!.right - opening!.left)).toBeCloseTo(0.6);
  expect(text).not.toContain('cut off');
});

test('totals beside which the steps could not be seen are cut off, and both the picture and its words say so', () => {
  const { bars, text } = drawn([total('a', 1_000_000), step('b', -300), step('c', 200), total('d', 999_900)]);
  const [opening, fall] = bars;
  expect(fall!.right - fall!.left).toBeGreaterThan(100);
  expect(opening!.right).toBeCloseTo(fall!.right);
  expect(text.match(/class="cut"/g)).toHaveLength(2);
  expect(text).toContain('How; the bars at both ends are cut off at the left');
});

test('amounts below 0 are drawn on the other side, and nothing at all is a picture, too', () => {
  const { bars, text } = drawn([total('a', -10), step('b', 30), total('c', 20)]);
  const [opening, rise, closing] = bars;
  expect(opening!.right).toBeCloseTo(closing!.left);
  expect(rise!.left).toBeCloseTo(opening!.left);
  expect(text).not.toContain('cut off');
  expect(drawn([total('a', 0), total('b', 0)]).text).not.toMatch(/NaN|Infinity/);
});
