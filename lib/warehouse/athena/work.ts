import type { BuildTables } from '../../catalog/glue-build.ts';
import type { Athena } from '../../engine/athena.ts';
import type { Work } from '../make.ts';

/** What is there where one machine is not enough: Athena, and the tables by which it finds the relations of a release. */
export interface OnAthena {
  /** Finds the relations of the release that is being made. */
  athena: Athena;
  /** Finds the tables that readers see, but for restricted ones. */
  published: Athena;
  tables: BuildTables;
}

export type AthenaWork = Work & OnAthena;

/** Opens them when they are needed. @throws Error where there is no Athena */
export type OpenAthena = () => Promise<OnAthena>;
