/** Exact decimals: differences of money must close, and those of binary fractions do not. */

/** A decimal such as `12.5000` or a whole number, as so many units of its last decimal. */
export function unitsOf(value: string | number, decimals: number): bigint {
  const [whole, fraction = ''] = String(value).split('.') as [string, string?];
  if (fraction.length > decimals) throw new RangeError(`${value} has more than ${decimals} decimals`);
  return BigInt(`${whole}${fraction.padEnd(decimals, '0')}`);
}

/** The same as text, with all its decimals. */
export function textOf(units: bigint, decimals: number): string {
  if (decimals === 0) return String(units);
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A share, rounded half up to so many decimals; 0 of nothing. */
export function shareOf(part: bigint, whole: bigint, decimals: number): bigint {
  if (whole === 0n) return 0n;
  return (2n * part * 10n ** BigInt(decimals) + whole) / (2n * whole);
}
