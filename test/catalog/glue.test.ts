import type { TableInput } from '@aws-sdk/client-glue';
import { describe, expect, test } from 'vitest';
import { publishGlue } from '../../lib/catalog/glue.ts';
import { TABLES } from '../../lib/contract/tables.ts';
import { glueAt, gluePromises, partitionsOf, releaseOf, tablesOf } from './glue-promises.ts';
import { startGlue } from './glue-server.ts';

gluePromises('Glue in process', async () => glueAt((await startGlue()).endpoint));

const first = releaseOf('aaaa', '2024-01-30');
const next = releaseOf('bbbb', '2024-01-31');

const moved = (input: TableInput): TableInput => ({
  ...input,
  StorageDescriptor: { ...input.StorageDescriptor, Location: 's3://bucket/elsewhere/' },
});

describe('two publishers at once', () => {
  test('a table that changed after it was read is read again, and ends right', async () => {
    const server = await startGlue();
    const glue = await glueAt(server.endpoint);
    await publishGlue(first, [first], glue);
    glue.forget();
    server.before('UpdateTable', () => server.change('patronage', 'sales', moved));
    expect(await publishGlue(next, [first, next], glue)).toBe('published');
    expect((await tablesOf(glue, 'patronage')).get('sales')!.StorageDescriptor!.Location).toBe(
      's3://bucket/warehouse/sales/release=bbbb/',
    );
    // One more than tables: the refused one.
    expect(glue.changes.filter((call) => call === 'UpdateTableCommand')).toHaveLength(TABLES.length + 1);
  });

  test('one that finds another release current stops, and leaves what that one has made', async () => {
    const server = await startGlue();
    const glue = await glueAt(server.endpoint);
    await publishGlue(first, [first], glue);
    let current = next.release_id;
    const isCurrent = async (id: string) => id === current;
    server.before('UpdateTable', () => {
      current = 'cccc';
      server.change('patronage', 'sales', moved);
    });
    expect(await publishGlue(next, [first, next], { ...glue, isCurrent })).toBe('overtaken');
    expect((await tablesOf(glue, 'patronage')).get('sales')!.StorageDescriptor!.Location).toBe(
      's3://bucket/elsewhere/',
    );
    glue.forget();
    expect(await publishGlue(next, [first, next], { ...glue, isCurrent })).toBe('overtaken');
    expect(glue.changes).toEqual([]);
  });

  test('one whose tables are right, but not the history, stops as well', async () => {
    const glue = await glueAt((await startGlue()).endpoint);
    await publishGlue(first, [], glue);
    glue.forget();
    expect(await publishGlue(first, [first], { ...glue, isCurrent: async () => false })).toBe('overtaken');
    expect(glue.changes).toEqual([]);
  });

  test('a partition that somebody else has made after it was missed is made right', async () => {
    const server = await startGlue();
    const glue = await glueAt(server.endpoint);
    await publishGlue(first, [], glue);
    const partition = { Values: ['2024-01-30'], StorageDescriptor: { Location: 's3://bucket/elsewhere/' } };
    server.before('BatchCreatePartition', () => server.add('patronage_history', 'sales', partition));
    await publishGlue(first, [first], glue);
    expect(await partitionsOf(glue, 'sales')).toEqual({
      '2024-01-30': 's3://bucket/warehouse/sales/release=aaaa/',
    });
  });

  test('a table that changes at every try is an error in the end', async () => {
    const server = await startGlue();
    const glue = await glueAt(server.endpoint);
    await publishGlue(first, [first], glue);
    const again = (): void => {
      server.change('patronage', 'sales', moved);
      server.before('UpdateTable', again);
    };
    server.before('UpdateTable', again);
    await expect(publishGlue(next, [next], glue)).rejects.toThrow('concurrent modifications');
  });
});

describe('an error in the body of an answer is an error', () => {
  test('a partition that Glue refuses is named with the reason', async () => {
    const server = await startGlue();
    const glue = await glueAt(server.endpoint);
    server.refuse('2024-01-31', 'InternalServiceException');
    await expect(publishGlue(next, [first, next], glue)).rejects.toThrow(
      'Glue refused partitions of patronage_history.sales: 2024-01-31: InternalServiceException of 2024-01-31',
    );
  });

  test('so is one that stays refused because it is said to be there, and is not', async () => {
    const server = await startGlue();
    const glue = await glueAt(server.endpoint);
    server.refuse('2024-01-31', 'AlreadyExistsException');
    await expect(publishGlue(next, [first, next], glue)).rejects.toThrow(
      'AlreadyExistsException of 2024-01-31',
    );
  });

  test('one that cannot be moved or removed is named as well', async () => {
    const server = await startGlue();
    const glue = await glueAt(server.endpoint);
    await publishGlue(first, [first], glue);
    server.refuse('2024-01-30', 'AccessDeniedException');
    await expect(publishGlue(first, [releaseOf('cccc', '2024-01-30')], glue)).rejects.toThrow('2024-01-30');
    await expect(publishGlue(first, [], glue)).rejects.toThrow('2024-01-30');
    expect(Object.keys(await partitionsOf(glue, 'sales'))).toEqual(['2024-01-30']);
  });
});
