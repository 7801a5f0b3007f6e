/** Objects as files of this machine, brought in parts side by side. */
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { atMost } from './parallel.ts';
import { answerOf, type Bucket, isMissing, PART_BYTES, PARTS_AT_ONCE } from './s3-bucket.ts';
import { readObject } from './s3-get.ts';

/** Somebody may write a new content again and again while the former one is being brought. */
const TRIES = 3;

/** Which content of a key: in a versioned bucket its VersionId, else its ETag, which stands in quotes. */
const contentOf = (version: string): { VersionId: string } | { IfMatch: string } =>
  version.startsWith('"') ? { IfMatch: version } : { VersionId: version };

/** Brings objects; the same content asked for twice is brought once. */
export function downloader(bucket: Bucket): Download {
  const underWay = new Map<string, Promise<void>>();

  async function once(key: string, folder: string, version?: string): Promise<string> {
    const which = version === undefined ? {} : contentOf(version);
    const object = { Bucket: bucket.name, Key: key, ...which };
    const { ContentLength, ETag } = await bucket.send(new HeadObjectCommand(object));
    const path = join(folder, placeOf(key, version ?? ETag!), nameOf(key));
    const work =
      underWay.get(path) ?? broughtOnce(bucket, { ...object, IfMatch: ETag! }, ContentLength!, path);
    underWay.set(path, work);
    await work.finally(() => underWay.delete(path));
    return path;
  }

  return (key, folder, version) =>
    bucket.files(async () => {
      for (let tries = 1; ; tries++) {
        try {
          return await once(key, folder, version);
        } catch (error) {
          const isOther = answerOf(error).httpStatusCode === 412;
          if (isOther && version === undefined && tries < TRIES) continue;
          if (isMissing(error)) throw new Error(`${key} is not in s3://${bucket.name}`);
          if (isOther)
            throw new Error(`${key} is not in s3://${bucket.name} with the content that was meant`);
          throw error;
        }
      }
    });
}

export type Download = (key: string, folder: string, version?: string) => Promise<string>;

const placeOf = (key: string, version: string): string =>
  createHash('sha256')
    .update(JSON.stringify([key, version]))
    .digest('hex')
    .slice(0, 24);

/** The object's own name, which messages show; cut to what every file system takes. */
const nameOf = (key: string): string => basename(key).slice(-60);

async function broughtOnce(...what: Parameters<typeof bring>): Promise<void> {
  const [, , bytes, path] = what;
  const there = await stat(path).catch(() => undefined);
  if (there?.size !== bytes) await bring(...what);
}

/** Brings one content into a file that is there only when it is whole. */
async function bring(
  bucket: Bucket,
  object: { Bucket: string; Key: string; IfMatch: string },
  bytes: number,
  path: string,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const hidden = `${path}.${randomUUID()}`;
  const file = await open(hidden, 'wx');
  const part = async (start: number): Promise<void> => {
    const end = Math.min(start + PART_BYTES, bytes);
    // A range of nothing cannot be asked for.
    const range = bytes === 0 ? {} : { Range: `bytes=${start}-${end - 1}` };
    const { body } = await readObject(bucket, { ...object, ...range });
    if (body.length !== end - start) {
      throw new Error(
        `s3://${bucket.name}: ${object.Key}: ${body.length} bytes came where ${end - start} were asked for`,
      );
    }
    await writeAll(file, body, start);
  };
  const starts = Array.from({ length: Math.max(1, Math.ceil(bytes / PART_BYTES)) }, (_, i) => i * PART_BYTES);
  try {
    // All have ended before the file is closed: one that still writes would write into another's.
    await atMost(PARTS_AT_ONCE, starts, (start) => bucket.parts(() => part(start))).finally(() =>
      file.close(),
    );
    await rename(hidden, path);
  } finally {
    await rm(hidden, { force: true });
  }
}

/** One write may take less than it is given. */
async function writeAll(file: FileHandle, body: Uint8Array, start: number): Promise<void> {
  for (let done = 0; done < body.length; )
    done += (await file.write(body, done, body.length - done, start + done)).bytesWritten;
}
