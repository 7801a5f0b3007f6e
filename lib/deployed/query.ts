/** A query that an analyst would ask of Athena, and its only row. */
import { type AthenaOptions, openAthena } from '../engine/athena.ts';
import type { Row } from '../engine/duckdb.ts';
import { QueryFailed } from '../engine/statement.ts';
import { asked, DeploymentFault } from './fault.ts';

/** Milliseconds that one is waited for. What is asked for here is counted in seconds. */
const LONGEST = 300_000;

/**
 * Asks for one row.
 * @throws DeploymentFault with Athena's own words where it refuses, fails, has not answered in time or finds nothing
 */
export async function askForRow(sql: string, options: AthenaOptions): Promise<Row> {
  const whom = `Athena, work group ${options.workGroup}`;
  const fault = (what: string) => new DeploymentFault(`${whom}: ${what}. It was asked:\n${sql}`);
  const athena = openAthena({ longest: LONGEST, ...options });
  const answer = athena.rows('rows of the dump', sql).catch((error: unknown) => {
    throw error instanceof QueryFailed ? fault(error.message) : error;
  });
  const [row] = await asked(whom, {}, answer);
  if (!row) throw fault('no row is found: nothing is published in this database');
  return row;
}
