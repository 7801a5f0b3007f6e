/** Uploads as one object: dumps put into a bucket's `landing/`, and the receipts that come back. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Receipt } from '../ledger/receipt.ts';
import { hashOfFile } from '../storage/hash.ts';
import { atMost } from '../storage/parallel.ts';
import { openBucket } from '../storage/s3.ts';
import { bucketNamed } from '../storage/s3-bucket.ts';
import { s3Client } from '../storage/s3-client.ts';
import type { Store } from '../storage/store.ts';
import { newestUnder, upload } from '../storage/upload.ts';
import { firstReceipt, knownReceipt, receiptOf } from './heard.ts';

/** A dump that lies in the bucket. */
export interface Put {
  landing: string;
  version: string;
  /** Its receipt, where the bucket had the same content already. */
  known?: Receipt;
}

/** A dump that was put, and its receipt, where one has come. */
export interface Answered extends Put {
  receipt?: Receipt;
}

export interface Uploads {
  readonly store: Store;
  /**
   * Puts a file under a key, unless the newest content there is the same and has its receipt.
   * @param again put it in any case
   * @throws FileChanged, BucketFault
   */
  put(path: string, landing: string, again: boolean): Promise<Put>;
  /** Waits until every dump has its receipt or the time has come. */
  answers(puts: readonly Put[], until: number): Promise<Answered[]>;
  close(): void;
}

export interface UploadEffects {
  now: () => Date;
  wait: (milliseconds: number) => Promise<unknown>;
  progress: (what: string) => void;
}

/** Receipts asked for at once. */
const AT_ONCE = 8;

/** An intake takes some seconds at least; nobody notices ten more. */
const PAUSE_MS = { first: 1_000, most: 10_000 };

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** Opens a bucket for its uploader, with the credentials of the environment. */
export function openUploads(name: string, effects: UploadEffects): Uploads {
  const client = s3Client();
  const store = openBucket(name, { client });
  const bucket = bucketNamed(name, { client, wait });

  async function put(path: string, landing: string, again: boolean): Promise<Put> {
    effects.progress(`reading ${path}`);
    const content = await hashOfFile(path);
    const newest = await newestUnder(landing, bucket);
    const known = newest && !again && (await knownReceipt(store, landing, newest, content));
    if (known) return { landing, version: known.version!, known };
    const progress = (bytes: number): void =>
      effects.progress(`uploading ${path}: ${megabytes(bytes)} of ${megabytes(content.bytes)} MB`);
    const since = newest && { newest_put_at: newest.put_at };
    return { landing, version: await upload(path, landing, { bucket, progress, ...since }) };
  }

  /** Looks once for the receipts that have not come yet. */
  const look = (puts: readonly Answered[]): Promise<Answered[]> =>
    atMost(AT_ONCE, puts, async (one): Promise<Answered> => {
      if (one.known || one.receipt) return one;
      const receipt = await receiptOf(store, one.landing, one.version);
      if (!receipt) return one;
      const first = await firstReceipt(store, receipt);
      return first.version === one.version ? { ...one, receipt } : { ...one, known: first };
    });

  async function answers(puts: readonly Put[], until: number): Promise<Answered[]> {
    for (let pause = PAUSE_MS.first, answered = await look(puts); ; answered = await look(answered)) {
      const open = answered.filter(({ known, receipt }) => !known && !receipt);
      const left = until - effects.now().getTime();
      if (open.length === 0 || left <= 0) return answered;
      effects.progress(`waiting for ${open.length} of ${answered.length} receipts`);
      await effects.wait(Math.min(pause, left));
      pause = Math.min(pause * 2, PAUSE_MS.most);
    }
  }

  return { store, put, answers, close: () => client.destroy() };
}
