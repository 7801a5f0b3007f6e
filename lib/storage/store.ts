/** An object store as small as a bucket and a folder both can be: whole objects under keys, nothing appended or renamed. */
export interface Store {
  /** Where it is, as a person writes it: a folder's path or `s3://bucket`. */
  readonly location: string;
  /**
   * Writes an object at once: a reader sees the former content or the new one, never a part.
   * @returns the version of what was written
   * @throws ConditionFailed where the condition does not hold; nothing is written then
   */
  put(key: string, body: string | Uint8Array, condition?: PutCondition): Promise<string>;
  /** Writes a file's content as an object, at once; the file stays. */
  putFile(key: string, path: string): Promise<void>;
  /**
   * Puts the content of one object under another key, without bringing it here.
   * @returns SHA-256 of the content, in hex
   * @throws Error where there is no such object, or it is larger than a bucket copies at once (5 GB)
   */
  copy(from: string, to: string): Promise<string>;
  /** The object and its version, or undefined where there is none. */
  get(key: string): Promise<{ body: Uint8Array; version: string } | undefined>;
  /**
   * A local file with the object's content, to read only: in a folder the object itself, from a bucket a copy in `folder`.
   * @param version the content that `versions` told of; default: the newest
   * @throws Error naming the key where there is no such object
   */
  localFile(key: string, folder: string, version?: string): Promise<string>;
  /** One page of the objects whose key starts with `prefix`, in the order of their keys' bytes. */
  list(prefix: string, page?: { after?: string; limit?: number }): Promise<Page>;
  /**
   * Every content that is kept under a key that starts with `prefix`, in the order of the keys' bytes and for one key the
   * oldest first. A folder keeps only the newest, and nothing of what was removed; a bucket may keep that too.
   */
  versions(prefix: string): AsyncIterable<StoredVersion>;
  /** Removes an object; none to remove is no error. */
  delete(key: string): Promise<void>;
}

export interface PutCondition {
  /** Write only where no object has this key. */
  ifAbsent?: true;
  /** Write only where the object still has this version. */
  ifVersion?: string;
}

export interface StoredObject {
  key: string;
  bytes: number;
}

/** A content that came under a key. */
export interface StoredVersion extends StoredObject {
  /** Names this content for good, whatever is put under its key later; none in a folder, which keeps only the newest. */
  version?: string;
  /** When it was put, ISO 8601 in UTC; in a bucket to the second. */
  put_at: string;
}

export interface Page {
  objects: StoredObject[];
  /** Hand it to the next call as `after`; missing on the last page. */
  next?: string;
}

/** Somebody else wrote first. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
  constructor(key: string) {
    super(`${key}: was written by somebody else in the meantime`);
  }
}

/** A file was written to while it was put. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
  constructor(path: string) {
    super(`${path} changed while it was uploaded: upload it again when nobody writes to it any more`);
  }
}

/** All objects under a prefix, page after page. */
export async function* listAll(store: Store, prefix: string): AsyncGenerator<StoredObject> {
  let after: string | undefined;
  do {
    const page: Page = await store.list(prefix, after === undefined ? {} : { after });
    yield* page.objects;
    after = page.next;
  } while (after !== undefined);
}

/** Is there an object of this key? Also for those who may list a prefix alone: they may not ask for what may be missing. */
export async function objectAt(store: Store, key: string): Promise<StoredObject | undefined> {
  const [first] = (await store.list(key, { limit: 1 })).objects;
  return first?.key === key ? first : undefined;
}

/** An object as JSON, or undefined where there is none. */
export async function getJson<T>(store: Store, key: string): Promise<T | undefined> {
  const object = await store.get(key);
  return object && fromJson<T>(object.body);
}

export const fromJson = <T>(body: Uint8Array): T => JSON.parse(Buffer.from(body).toString('utf8')) as T;

export const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Can it be a key? Not what a folder or a bucket could take for something else: empty parts, `..`, a part that starts with a
 * dot (hidden from queries), a backslash or a control character.
 */
export function isKey(key: string): boolean {
  const isHidden = key.split('/').some((part) => part === '' || part.startsWith('.'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return !isHidden && !/[\\\u0000-\u001f]/.test(key);
}

/** @throws TypeError for what cannot be a key */
export function checkKey(key: string): void {
  if (!isKey(key)) throw new TypeError(`${JSON.stringify(key)} cannot be the key of an object`);
}
