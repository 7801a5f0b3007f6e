/** What no feed brings is not measured. The page says so in a sentence, in place of zeros or empty tables. */
import { type Markup, markup } from './markup.ts';
import type { Release } from './section.ts';

/** Was a dump of this feed among what the release was made from? */
export const hasFeed = ({ inputs }: Release, feed: string): boolean =>
  inputs.some((input) => input.feed === feed && input.state === 'current');

/** Says of what is missing which feed would bring it. @param what the beginning of a sentence */
export const notMeasured = (what: string, feed: string): Markup =>
  markup`<p>${what}: not measured, for there is no ${feed} feed.</p>`;
