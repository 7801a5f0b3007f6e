/** A catalog shows analysts the tables of a release by name. A folder has one in a file of DuckDB, a bucket in Glue. */

/** What a catalog needs to know of a release. */
export interface Release {
  readonly release_id: string;
  readonly as_of_date: string;
  /** Where the file of each table is: its key in the store. */
  readonly tables: readonly { readonly name: string; readonly key: string; readonly rows: number }[];
}

/** How a query names the tables of a catalog: `database.schema.table`. */
export interface Place {
  readonly database: string;
  readonly schema: string;
  /** The schema of the restricted tables. */
  readonly restricted: string;
}

export interface Catalog {
  readonly place: Place;
  /**
   * Makes the catalog show this release; one that shows it already stays as it is.
   * @param snapshots the release of every business day that is kept, in any order
   */
  publish(release: Release, snapshots: readonly Release[]): Promise<void>;
}
