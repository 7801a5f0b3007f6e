import { openBucket } from '../../lib/storage/s3.ts';
import { bucketPromises } from '../storage/bucket-promises.ts';
import { storePromises } from '../storage/store-promises.ts';
import { newBucket } from './buckets.ts';
import { onEachServer } from './servers.ts';
import { versionPromises } from './version-promises.ts';

onEachServer((server) => {
  for (const versions of [true, false]) {
    const name = versions ? 'a bucket that keeps versions' : 'a bucket without versions';
    const make = () => newBucket(server.endpoint, { versions });
    storePromises(`${name}, as a store`, async () => {
      const made = await make();
      return openBucket(made.bucket, made);
    });
    bucketPromises(name, make);
  }
  versionPromises(() => newBucket(server.endpoint, { versions: true }));
});
