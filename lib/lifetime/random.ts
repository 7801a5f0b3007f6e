/** Chance that is the same every time. */

/** A number above 0 and below 1. */
export type Random = () => number;

/** xoshiro128** (Blackman & Vigna 2021), its state spread from the seed by splitmix32. */
export function seeded(seed: number): Random {
  let mixed = seed | 0;
  const spread = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let z = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let [a, b, c, d] = [spread(), spread(), spread(), spread()];
  const next = () => {
    const turned = Math.imul(b, 5);
    const result = Math.imul((turned << 7) | (turned >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  // 53 bits, and half a step up so that neither 0 nor 1 ever comes.
  return () => ((next() >>> 5) * 67108864 + (next() >>> 6) + 0.5) / 9007199254740992;
}
