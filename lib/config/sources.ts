import type { Configuration, Source } from './shape.ts';

/** All sources of a configuration, feed after feed. */
export const sourcesOf = (configuration: Configuration): Source[] =>
  Object.values(configuration.feeds).flatMap((sources: Record<string, Source>) => Object.values(sources));

/** The sources of a configuration by feed and name; undefined for one it no longer has. */
export const sourceNamed = (configuration: Configuration, feed: string, source: string): Source | undefined =>
  sourcesOf(configuration).find((known) => known.feed === feed && known.name === source);
