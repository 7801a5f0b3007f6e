/** What a bucket holds, page after page. */
import { ListObjectsV2Command, ListObjectVersionsCommand, type ObjectVersion } from '@aws-sdk/client-s3';
import type { Bucket } from './s3-bucket.ts';
import { isKey, type Page, type StoredVersion } from './store.ts';

/** What one answer holds at most. */
const MOST = 1000;

/** Names are asked for encoded: a control character, which an uploader may put into one, would break the answer. */
const ENCODED = { EncodingType: 'url' } as const;
const decoder =
  (encoding: string | undefined) =>
  (name: string): string =>
    encoding === 'url' ? decodeURIComponent(name.replaceAll('+', ' ')) : name;

/** One page, as `Store.list` says. What could be no key of a folder is no object of the store. */
export async function listPage(
  bucket: Bucket,
  prefix: string,
  { after, limit = MOST }: { after?: string; limit?: number },
): Promise<Page> {
  const answer = await bucket.send(
    new ListObjectsV2Command({
      Bucket: bucket.name,
      Prefix: prefix,
      MaxKeys: Math.min(limit, MOST),
      ...(after ? { StartAfter: after } : {}),
      ...ENCODED,
    }),
  );
  const decoded = decoder(answer.EncodingType);
  const found = (answer.Contents ?? []).map(({ Key, Size }) => ({ key: decoded(Key!), bytes: Size! }));
  const page: Page = { objects: found.filter(({ key }) => isKey(key)) };
  if (answer.IsTruncated) page.next = found.at(-1)!.key;
  return page;
}

/** Every content under a prefix, as `Store.versions` says. */
export async function* listVersions(bucket: Bucket, prefix: string): AsyncGenerator<StoredVersion> {
  let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
  /** Contents of the last key, the newest first as the bucket tells them: the next page may have more of it. */
  let ofKey: StoredVersion[] = [];
  for (;;) {
    const answer = await bucket.send(
      new ListObjectVersionsCommand({ Bucket: bucket.name, Prefix: prefix, ...marker, ...ENCODED }),
    );
    const decoded = decoder(answer.EncodingType);
    for (const version of answer.Versions ?? []) {
      const stored = storedAs(version, decoded);
      // There are servers whose next page begins with what the former ended with.
      const isAgain = stored.key === ofKey.at(-1)?.key && stored.version === ofKey.at(-1)?.version;
      if (isAgain || !isKey(stored.key)) continue;
      if (ofKey[0] && ofKey[0].key !== stored.key) {
        yield* ofKey.reverse();
        ofKey = [];
      }
      ofKey.push(stored);
    }
    if (!answer.IsTruncated) break;
    marker = { KeyMarker: decoded(answer.NextKeyMarker!), VersionIdMarker: answer.NextVersionIdMarker! };
  }
  yield* ofKey.reverse();
}

/** In a bucket without versions every content has the id `null`; there the ETag names it. */
function storedAs(
  { Key, Size, VersionId, ETag, LastModified }: ObjectVersion,
  decoded: (name: string) => string,
): StoredVersion {
  const version = VersionId === undefined || VersionId === 'null' ? ETag! : VersionId;
  return { key: decoded(Key!), bytes: Size!, version, put_at: LastModified!.toISOString() };
}
