/** An upload in parts, which goes on where an earlier one of the same key stopped. */
import { createHash } from 'node:crypto';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type ListPartsCommandInput,
  type ListPartsCommandOutput,
  type MultipartUpload,
  type Part,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CutFile } from './cut-file.ts';
import { atMost } from './parallel.ts';
import type { Bucket } from './s3-bucket.ts';

/** Parts under way at a time; each is held in memory. */
const AT_ONCE = 4;

/** S3 tells times to the second. */
const SECOND_MS = 1_000;

/** What S3 holds every part against. Uploads that other tools began may be held against other sums, and take no such part. */
const CHECKSUM = 'SHA256';

/** S3's words for an upload that somebody else ended, began in another way, or put other parts into. */
const TAKEN_OVER = ['NoSuchUpload', 'InvalidPart', 'InvalidRequest'];

export interface UploadOptions {
  bucket: Bucket;
  /** When the newest content came under the key, ISO 8601; missing where there is none. */
  newest_put_at?: string;
  /** Told again and again how many bytes of the file are in the bucket. */
  progress: (bytes: number) => void;
}

/** What S3 holds against the bytes it gets: SHA-256 in base64. */
export const checksumOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('base64');

/** The version that S3 gave to what was put: its id, or the ETag where the bucket keeps no versions. */
export const versionOf = ({ VersionId, ETag }: { VersionId?: string; ETag?: string }): string =>
  VersionId ?? ETag!;

/** @returns the version of the object */
export async function putParts(file: CutFile, key: string, options: UploadOptions): Promise<string> {
  const begun = await begunFor(file, key, options);
  if (begun === undefined) return putInto(await begin(key, options), file, key, options);
  try {
    return await putInto(begun, file, key, options);
  } catch (error) {
    if (!TAKEN_OVER.includes((error as Error).name)) throw error;
    return putInto(await begin(key, options), file, key, options);
  }
}

/** Sends the parts that are missing or differ, and makes the object of all. */
async function putInto(
  uploadId: string,
  file: CutFile,
  key: string,
  { bucket, progress }: UploadOptions,
): Promise<string> {
  const upload = { Bucket: bucket.name, Key: key, UploadId: uploadId };
  const there = await sentParts(upload, bucket);
  let bytes = 0;
  const numbers = Array.from({ length: file.parts }, (_, i) => i + 1);
  const parts = await atMost(AT_ONCE, numbers, async (number): Promise<CompletedPart> => {
    const body = await file.part(number);
    const checksum = checksumOf(body);
    const sent = there.get(number);
    const isThere = sent?.Size === body.length && sent.ChecksumSHA256 === checksum;
    const of = { ...upload, PartNumber: number, Body: body, ChecksumSHA256: checksum };
    const { ETag } = isThere ? sent : await bucket.send(new UploadPartCommand(of));
    bytes += body.length;
    progress(bytes);
    return { PartNumber: number, ETag: ETag!, ChecksumSHA256: checksum };
  });
  await file.checkUnchanged();
  const whole = { ...upload, MultipartUpload: { Parts: parts } };
  return versionOf(await bucket.send(new CompleteMultipartUploadCommand(whole)));
}

/** The parts that are in the bucket, by number. */
async function sentParts(upload: ListPartsCommandInput, bucket: Bucket): Promise<Map<number, Part>> {
  const parts: Part[] = [];
  let page: ListPartsCommandOutput | undefined;
  do {
    // S3 names a next place on the last page, too: only IsTruncated says that there is more.
    const after = page && { PartNumberMarker: page.NextPartNumberMarker };
    page = await bucket.send(new ListPartsCommand({ ...upload, ...after }));
    parts.push(...(page.Parts ?? []));
  } while (page.IsTruncated);
  return new Map(parts.map((part) => [part.PartNumber!, part]));
}

async function begin(key: string, { bucket }: UploadOptions): Promise<string> {
  const begun = await bucket.send(
    new CreateMultipartUploadCommand({ Bucket: bucket.name, Key: key, ChecksumAlgorithm: CHECKSUM }),
  );
  return begun.UploadId!;
}

/**
 * The upload of this key that was begun last, with our kind of checksums, if this may go on with it. The bucket dates an
 * object by when its upload began: so it must have begun after everything that the key has now, and after the file was
 * written.
 */
async function begunFor(
  file: CutFile,
  key: string,
  { bucket, newest_put_at }: UploadOptions,
): Promise<string | undefined> {
  const found: MultipartUpload[] = [];
  let page: ListMultipartUploadsCommandOutput | undefined;
  do {
    const after = page && { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    page = await bucket.send(new ListMultipartUploadsCommand({ Bucket: bucket.name, Prefix: key, ...after }));
    found.push(
      ...(page.Uploads ?? []).filter(
        ({ Key, ChecksumAlgorithm }) => Key === key && ChecksumAlgorithm === CHECKSUM,
      ),
    );
  } while (page.IsTruncated);
  const last = found.sort((a, b) => Number(a.Initiated) - Number(b.Initiated)).at(-1);
  const began = Number(last?.Initiated);
  const isAfterFile = began >= file.written_at - (file.written_at % SECOND_MS);
  const isAfterOthers = newest_put_at === undefined || began > Date.parse(newest_put_at);
  return isAfterFile && isAfterOthers ? last?.UploadId : undefined;
}
