/** A shop night after night, and what `diff` says of the release of one night and that of another. */
import { expect } from 'vitest';
import { FIGURES } from '../../lib/history/figures.ts';
import { type ToldFigure, told } from '../../lib/history/told.ts';
import type { Patronage } from '../../lib/patronage.ts';
import type { Manifest } from '../../lib/warehouse/release.ts';
import type { Shop, Wording } from '../shop.ts';

export interface Night {
  patronage: Patronage;
  manifest: Manifest;
}

/** Takes in what is new and publishes it. @param files text by name, put there before */
export async function night(
  shop: Shop,
  files: Record<string, string> = {},
  wording: Wording = {},
): Promise<Night> {
  for (const [name, text] of Object.entries(files)) await shop.put(`till/${name}`, text);
  const patronage = await shop.open(wording);
  await patronage.intake();
  return { patronage, manifest: (await patronage.refresh()).manifest };
}

/** Takes out the dump that counts under a name. */
export async function withdraw({ patronage }: Night, name: string): Promise<void> {
  const found = (await patronage.receipts()).find(
    ({ receipt, state }) => receipt.name === name && state === 'current',
  );
  await patronage.withdraw(found!.receipt.arrival);
}

export type Told = ReturnType<typeof told>;

/** What `diff` says, after a look at whether it closes. */
export const closedDifference = async (patronage: Patronage, a: string, b: string): Promise<Told> =>
  closed(told(await patronage.diff(a, b)));

/** Do figures close by their causes, and net sales by their dumps? */
export function closed(difference: Told): Told {
  for (const figure of difference.figures!) expectClosed(figure);
  const netSales = difference.figures!.find(({ figure }) => figure === 'net_sales')!;
  for (const [cause, amount] of Object.entries(netSales.causes)) {
    if (cause === 'code' || cause === 'model') continue;
    const effects = difference.dumps!.filter((dump) => dump.cause === cause);
    expect(sumOf(effects.map(({ net_sales_effect }) => net_sales_effect))).toBe(units(amount));
  }
  return difference;
}

function expectClosed({ figure, a, b, difference, causes, residual }: ToldFigure): void {
  expect(Number(residual), figure).toBe(0);
  expect(sumOf(Object.values(causes)), figure).toBe(units(difference));
  expect(units(a) + units(difference), figure).toBe(units(b));
  expect(a.split('.')[1]?.length ?? 0).toBe(FIGURES[figure]);
}

/** All amounts of a figure have as many decimals. */
const units = (amount: string): bigint => BigInt(amount.replace('.', ''));
const sumOf = (amounts: readonly string[]): bigint => amounts.map(units).reduce((sum, one) => sum + one, 0n);

/** `figure amount` of all that a cause adds, by cause: causes that add nothing are left out. */
export function added({ figures }: Told): Record<string, Record<string, number>> {
  const found: Record<string, Record<string, number>> = {};
  for (const { figure, causes } of figures!)
    for (const [cause, amount] of Object.entries(causes))
      if (Number(amount) !== 0) found[cause] = { ...found[cause], [figure]: Number(amount) };
  return found;
}

/** Between two nights in a row. */
export const between = (a: Night, b: Night): Promise<Told> =>
  closedDifference(b.patronage, a.manifest.release_id, b.manifest.release_id);

/** `cause file fate before after` of every dump that is named. */
export const dumpsOf = ({ dumps }: Told): string[] =>
  dumps!.map(({ cause, file, fate, net_sales_before, net_sales_after }) =>
    [cause, file, fate, Number(net_sales_before), Number(net_sales_after)].join(' '),
  );
