import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { expect, test } from 'vitest';
import { rising } from '../../lib/lifetime/rising.ts';

// ln Γ and ψ worked out with 40 digits and rounded.
const EXACT: [number, number, number][] = [
  [1e-8, 18.42068073818021, -100000000.57721564],
  [0.001, 6.907178885383853, -1000.5755719318103],
  [0.1, 2.252712651734206, -10.423754940411076],
  [0.25, 1.2880225246980774, -4.2274535333762655],
  [0.5, 0.5723649429247001, -1.9635100260214235],
  [0.9, 0.06637623973474295, -0.7549269499470513],
  [1.2, -0.08537409000331583, -0.2890398965921884],
  [1.5, -0.12078223763524522, 0.03648997397857652],
  [2.5, 0.2846828704729192, 0.7031566406452432],
  [3.74, 1.475005487147576, 1.1794793534628925],
  [8.01, 8.545324429747733, 2.0169719639065193],
  [37.5, 97.52177522288821, 3.6109483445963386],
  [1234.5, 7550.550901077895, 7.118016231827998],
  [1e5, 1051287.7089736569, 11.512920464961896],
  [1e8, 1742068066.1038346, 18.420680738952367],
];

test.each(EXACT)('ln Γ(%d) and ψ have 13 digits', (x, logGamma, psi) => {
  expect(Math.abs(gammaln(x) / logGamma - 1)).toBeLessThan(1e-13);
  expect(Math.abs(digamma(x) / psi - 1)).toBeLessThan(1e-13);
});

test('rising factorials: (3)_k is 1, 3, 3·4, 3·4·5, and its slope 0, 1/3, 1/3 + 1/4, 1/3 + 1/4 + 1/5', () => {
  const [logs, sums] = [new Float64Array(4), new Float64Array(4)];
  rising(3, logs, sums);
  expect([...logs].map(Math.exp)).toEqual([1, 3, 12, 60].map((value) => expect.closeTo(value, 12)));
  expect([...sums]).toEqual([0, 1 / 3, 7 / 12, 47 / 60].map((value) => expect.closeTo(value, 14)));
});

test('rising factorials keep their digits where ln Γ(b + x) − ln Γ(b) cancels', () => {
  const [logs, sums] = [new Float64Array(3), new Float64Array(3)];
  rising(1e12, logs, sums);
  expect(logs[2]).toBe(Math.log(1e12) + Math.log(1e12 + 1));
  expect(Math.abs(gammaln(1e12 + 2) - gammaln(1e12) - logs[2]!)).toBeGreaterThan(1e-6);
});
