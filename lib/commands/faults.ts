/** What is wrong with a warehouse: with its dumps, with their intake, and with what is published. */
import { isDeepStrictEqual } from 'node:util';
import { sourceNamed } from '../config/sources.ts';
import { type Placed, resolveRules, whatCame } from '../intake/rules.ts';
import type { LockedMonth } from '../ledger/locks.ts';
import type { Patronage } from '../patronage.ts';
import type { Manifest } from '../warehouse/release.ts';
import { counted } from '../words/figures.ts';
import { emptyPatterns } from './intake.ts';
import { knowsLocks } from './locks.ts';

/** What is known of the warehouse already. */
interface Known {
  receipts: readonly Placed[];
  locked: readonly LockedMonth[];
}

/** Sentences on what somebody should look at. @param manifest of what is published; undefined where nothing is */
export async function faultsOf(
  patronage: Patronage,
  known: Known,
  manifest: Manifest | undefined,
): Promise<string[]> {
  return [
    ...(await intakeFaults(patronage, known.receipts)),
    ...dumpFaults(patronage, known.receipts),
    ...(manifest ? await releaseFaults(patronage, known, manifest) : []),
  ];
}

/** What is wrong with single dumps. */
function dumpFaults({ configuration }: Patronage, receipts: readonly Placed[]): string[] {
  const faults: string[] = [];
  const newest = new Map(
    receipts.map(({ receipt }) => [`${receipt.feed} ${receipt.source} ${receipt.name}`, receipt]),
  );
  for (const { receipt, state, reason } of receipts) {
    const { feed, source, name, reading } = receipt;
    const isNewest = newest.get(`${feed} ${source} ${name}`) === receipt;
    if (state === 'refused' && isNewest) faults.push(`${name} was refused: ${reason}`);
    if (state === 'current' && reading && reading.rows_quarantined > 0) {
      const rows = counted(reading.rows_quarantined, 'row');
      faults.push(`${name}: ${rows} in quarantine; see patronage quarantine`);
    }
    if (state === 'current' && !sourceNamed(configuration, feed, source)) {
      faults.push(
        `${name}: its source ${source} is no longer in the configuration; it still counts until withdrawn`,
      );
    }
  }
  return faults;
}

/** What is missing from the release, and in what it is behind. */
async function releaseFaults(
  patronage: Patronage,
  { receipts, locked }: Known,
  manifest: Manifest,
): Promise<string[]> {
  const faults: string[] = [];
  const missing = await patronage.query(
    manifest,
    `select source, count(*) as days, min(missing_on) as first from missing_days group by source order by source`,
  );
  for (const row of missing) {
    faults.push(
      `${row.source}: ${counted(Number(row.days), 'business day')} without a dump, the first ${row.first}`,
    );
  }
  const [held] = await patronage.query(
    manifest,
    `select coalesce(cast(sum(rows_held${knowsLocks(manifest) ? ' - rows_held_by_lock' : ''}) as bigint), 0) as rows from reconciliation`,
  );
  if (Number(held?.rows) > 0)
    faults.push(`${counted(Number(held?.rows), 'line')} held for want of an exchange rate`);
  const inputs = new Set(manifest.inputs.map((input) => `${input.dump_id} ${input.arrival} ${input.state}`));
  const isStale = receipts.some(
    ({ receipt, place, state }) => !inputs.has(`${receipt.dump_id} ${place} ${state}`),
  );
  const locks = locked.map(({ month, number }) => ({ month, number }));
  if (!isDeepStrictEqual(locks, manifest.locked ?? []))
    faults.push('months were locked or opened since the release was made: patronage refresh');
  if (isStale) faults.push('dumps have come or gone since the release was made: patronage refresh');
  return faults;
}

/** What keeps dumps from being read, or from being read as the configuration says now. */
async function intakeFaults(patronage: Patronage, receipts: readonly Placed[]): Promise<string[]> {
  const { configuration, ledger } = patronage;
  const read = new Set(receipts.map(({ receipt }) => receipt.arrival));
  const { dumps } = await whatCame(ledger, configuration);
  const unread = dumps.filter(({ arrival }) => !read.has(arrival));
  const { mappingOf } = resolveRules(configuration);
  const outdated = receipts.filter(({ receipt: { feed, source, mapping_id }, state }) => {
    return state === 'current' && mapping_id !== (mappingOf(feed, source) ?? mapping_id);
  });
  const faults: string[] = [];
  if (receipts.length === 0) faults.push(...(await emptyPatterns(patronage)));
  if (unread.length > 0) {
    faults.push(
      `${counted(unread.length, 'dump')} arrived but not read yet: patronage run goes on with them`,
    );
  }
  if (outdated.length > 0) {
    faults.push(
      `${counted(outdated.length, 'dump')} read by another mapping than the present one: patronage run`,
    );
  }
  return faults;
}
