/** A catalog shows analysts the tables of a release by name. A folder has one in a file of DuckDB, a bucket in Glue. */

/** What a catalog needs to know of a release. */
export interface Release {
  readonly release_id: string;
  readonly as_of_date: string;
  readonly tables: readonly ReleasedTable[];
}

export interface ReleasedTable {
  readonly name: string;
  /** Where its file is, by its key in the store; of a table of several files their folder, with a slash behind. */
  readonly key: string;
  readonly rows: number;
  /** Where its files are, if there are several. */
  readonly parts?: readonly { readonly key: string }[];
}

/** The release of a business day that is kept. */
export interface Snapshot extends Release {
  /** ISO 8601 in UTC. */
  readonly published_at: string;
  /** SHA-256 of the manifest of a frozen release, which holds those of all its files; undefined where nothing is frozen. */
  readonly frozen_sha256?: string;
}

export interface Catalog {
  /**
   * Makes the catalog show this release; one that shows it already stays as it is.
   * @param snapshots the release of every business day that is kept, in their order
   */
  publish(release: Release, snapshots: readonly Snapshot[]): Promise<void>;
}

/** The catalog of a warehouse, where it has one, and what ends it. */
export interface Opened {
  readonly catalog: Catalog | undefined;
  close(): void;
}

/** The catalog does not take what it is given, for a reason outside of Patronage; the message says what to do. */
export class CatalogFault extends Error {
  override readonly name = 'CatalogFault';
}
