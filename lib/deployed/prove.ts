/** The way of a dump through what is deployed, from its receipt to what an analyst finds. */
import { databasesOf } from '../catalog/place.ts';
import { functionNameOf, prefixOf, workGroupName } from '../cloud/names.ts';
import type { Cloud } from '../config/configuration.ts';
import type { Receipt } from '../ledger/receipt.ts';
import type { Deployed } from './clients.ts';
import { type Counts, countQuery, differences } from './count.ts';
import { askForRow } from './query.ts';
import { type DeployedRefresh, refreshDeployed } from './refresh.ts';

export interface Proof {
  refresh: DeployedRefresh;
  /** Where was asked. */
  workGroup: string;
  database: string;
  counts: Counts;
  /** A sentence for each thing that is not as the receipt says; empty: all is well. */
  problems: string[];
}

export interface ProofOptions {
  deployed: Deployed;
  cloud: Cloud;
  now: () => Date;
  wait: (milliseconds: number) => Promise<unknown>;
  progress: (what: string) => void;
  /** How long to wait for the refresh. */
  seconds: number;
}

/** Why a dump proves nothing, though it is where it should be; undefined where it can. */
export function unfit({ feed, name, status, reading }: Receipt): string | undefined {
  if (status === 'refused') return `${name} is refused, as its receipt says`;
  if (status === 'duplicate')
    return `what ${name} holds is in already under another name: take a dump with other lines`;
  if (feed !== 'sales') return `${name} is a dump of ${feed}: take one of sales, whose lines can be counted`;
  if (reading.rows_accepted === 0) return `no row of ${name} is accepted: take a dump that has some`;
  return undefined;
}

/**
 * Has an accepted dump published, and counts its rows as an analyst would.
 * @throws NothingToPublish; DeploymentFault where a part does not do what it was asked
 */
export async function prove(receipt: Receipt, options: ProofOptions): Promise<Proof> {
  const { deployed, cloud, now, wait, progress, seconds } = options;
  const until = now().getTime() + seconds * 1000;
  const start = functionNameOf(cloud, 'start');
  const refresh = await refreshDeployed({ ...deployed, start, now, wait, progress, until });
  progress('asking Athena');
  const where = {
    workGroup: workGroupName(prefixOf(cloud), 'analyst'),
    database: databasesOf(cloud.name).current,
  };
  const row = await askForRow(countQuery(receipt.dump_id), { client: deployed.athena, ...where, wait });
  const counts = row as unknown as Counts;
  return { refresh, ...where, counts, problems: differences(counts, receipt, refresh.release_id) };
}
