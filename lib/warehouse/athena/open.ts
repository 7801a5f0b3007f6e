/** Athena as the configuration and the environment name it. */
import { setTimeout } from 'node:timers/promises';
import { hasGlue } from '../../catalog/open.ts';
import { buildPlaceOf } from '../../catalog/place.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Athena } from '../../engine/athena.ts';
import type { OnAthena, OpenAthena } from './work.ts';

/** Opens Athena when it is first needed, for most refreshes never need it. */
export function athenaOf({
  cloud,
  signal,
  env = process.env,
}: Pick<Configuration, 'cloud'> & {
  signal?: AbortSignal | undefined;
  env?: Readonly<Record<string, string | undefined>>;
}): { open: OpenAthena; close(): void } {
  const opened: (() => void)[] = [];
  return {
    async open(): Promise<OnAthena> {
      if (!hasGlue(env))
        throw new Error('the bucket is on a server of its own, which has no Athena: set engine: duckdb');
      // Imported only here: every other command would start half a second later.
      const [{ openAthena }, { athenaClient }, { glueClient }, { openBuildTables }] = await Promise.all([
        import('../../engine/athena.ts'),
        import('../../engine/athena-client.ts'),
        import('../../catalog/glue-client.ts'),
        import('../../catalog/glue-build.ts'),
      ]);
      const [client, glue] = [athenaClient(), glueClient()];
      opened.push(
        () => client.destroy(),
        () => glue.destroy(),
      );
      const { database, workGroup } = buildPlaceOf(cloud.name);
      const on = (name: string): Athena =>
        openAthena({ client, workGroup, database: name, wait: setTimeout, ...(signal && { signal }) });
      return {
        athena: on(database),
        published: on(cloud.name),
        tables: openBuildTables(glue, database),
      };
    },
    close: () => {
      for (const end of opened) end();
    },
  };
}
