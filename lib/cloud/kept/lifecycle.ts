import { Duration } from 'aws-cdk-lib';
import type { LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { LAYOUT } from '../layout.ts';

/** Days for which a removed or overwritten object can be brought back. */
const RESTORE_DAYS = 30;

/** A build that nobody finished within a week is of no use: the next one starts anew. */
const BUILD_DAYS = 7;

const { receipts, lake, quarantine, restrictedTables, warehouse, releases, reports, snapshots } = LAYOUT;

/**
 * What the bucket removes by itself. Landing and ledger are not among it, in no version: they are the evidence of what came
 * and of what was told, and all else can be made again from them.
 */
export const WAREHOUSE_LIFECYCLE: LifecycleRule[] = [
  { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
  {
    id: 'builds',
    prefix: LAYOUT.builds,
    expiration: Duration.days(BUILD_DAYS),
    noncurrentVersionExpiration: Duration.days(1),
  },
  ...[receipts, lake, quarantine, restrictedTables, warehouse, releases, reports, snapshots].map(
    (prefix) => ({
      id: `former-${prefix.slice(0, -1).replaceAll('/', '-')}`,
      prefix,
      noncurrentVersionExpiration: Duration.days(RESTORE_DAYS),
      expiredObjectDeleteMarker: true,
    }),
  ),
];
