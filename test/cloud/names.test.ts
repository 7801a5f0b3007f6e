import { expect, test } from 'vitest';
import { buildPlaceOf } from '../../lib/catalog/place.ts';
import { bucketNames, databaseNames, prefixOf, stackNames } from '../../lib/cloud/names.ts';
import { buildGroupName } from '../../lib/cloud/rights/athena.ts';

const file = 'patronage.yaml';

test('stacks have names without _, databases without -', () => {
  expect(stackNames({ name: 'north_shop' })).toEqual({ kept: 'north-shop-data', running: 'north-shop' });
  expect(databaseNames({ name: 'north_shop' }).restricted).toBe('north_shop_restricted');
});

test('the bucket is that of the configuration, and another for results stands beside it', () => {
  expect(bucketNames({ warehouse: 's3://shop', file })).toEqual({
    warehouse: 'shop',
    results: 'shop-results',
  });
});

test('a warehouse in a folder has no place on AWS', () => {
  expect(() => bucketNames({ warehouse: '/srv/warehouse', file })).toThrow(
    'patronage.yaml: warehouse is /srv/warehouse, a folder: on AWS give s3:// and the name of a bucket that does not exist yet',
  );
});

test('a name that leaves no room for its companion is refused before it is deployed', () => {
  expect(bucketNames({ warehouse: `s3://${'a'.repeat(55)}`, file }).results).toHaveLength(63);
  expect(() => bucketNames({ warehouse: `s3://${'a'.repeat(56)}`, file })).toThrow('give up to 55');
});

test('the stack calls where Athena makes releases as the functions do', () => {
  expect(buildPlaceOf('north_shop')).toEqual({
    database: databaseNames({ name: 'north_shop' }).build,
    workGroup: buildGroupName(prefixOf({ name: 'north_shop' })),
  });
});
