import { join, relative } from 'node:path';
import { isBucket } from '../storage/open.ts';
import type { Store } from '../storage/store.ts';

/** Where an object lies, as the caller can use it: a path from where they stand, or an address in the bucket. */
export const placeOf = ({ location }: Store, key: string, cwd: string): string =>
  isBucket(location) ? `${location}/${key}` : relative(cwd, join(location, key));
