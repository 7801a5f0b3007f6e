/** What a chain spends each month on winning customers. */
import type { Random } from '../../lifetime/random.ts';
import { between } from './chance.ts';
import type { ChainPlan } from './plan.ts';
import type { Range } from './role.ts';

export interface Spent {
  /** `YYYY-MM` */
  month: string;
  channel: string;
  /** in cents */
  amount: number;
}

const CHANNELS: Readonly<Record<string, Range>> = {
  leaflets: [80_000, 140_000],
  search: [60_000, 90_000],
  fairs: [0, 200_000],
};

export function spending({ opens, asOf }: ChainPlan, random: Random): Spent[] {
  const months: string[] = [];
  for (let year = Number(opens.slice(0, 4)); year <= Number(asOf.slice(0, 4)); year++)
    for (let month = 1; month <= 12; month++) months.push(`${year}-${String(month).padStart(2, '0')}`);
  return months.flatMap((month) =>
    Object.entries(CHANNELS).map(([channel, range]) => ({
      ...{ month, channel },
      amount: Math.round(between(range, random)),
    })),
  );
}
