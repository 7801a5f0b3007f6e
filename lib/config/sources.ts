import type { Configuration, Source } from './shape.ts';

/** All sources of a configuration, feed after feed. */
export const sourcesOf = (configuration: Configuration): Source[] =>
  Object.values(configuration.feeds).flatMap((sources: Record<string, Source>) => Object.values(sources));

/** The configuration of a warehouse that gets its dumps by upload alone: files of this machine are none of its. */
export const withoutFiles = (configuration: Configuration): Configuration => ({
  ...configuration,
  feeds: Object.fromEntries(
    Object.entries(configuration.feeds).map(([feed, sources]: [string, Record<string, Source>]) => [
      feed,
      Object.fromEntries(Object.entries(sources).map(([name, { files: _, ...source }]) => [name, source])),
    ]),
  ) as Configuration['feeds'],
});

/** The sources of a configuration by feed and name; undefined for one it no longer has. */
export const sourceNamed = (configuration: Configuration, feed: string, source: string): Source | undefined =>
  sourcesOf(configuration).find((known) => known.feed === feed && known.name === source);
