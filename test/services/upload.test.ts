import { describe, expect, test } from 'vitest';
import { openShop } from '../command-line.ts';
import { CONFIGURATION, dump, json } from '../commands/till.ts';
import { beyondRights, LANDING, newShop, onServer } from './uploading.ts';

onServer();

describe('patronage upload', () => {
  test('tells of a dump what intake tells of it in a folder, but for its place among the others', async () => {
    const text = dump('2024-06-03', 10, 20);
    const shop = await newShop();
    await shop.write('dumps/2024-06-03.csv', text);
    const { status, out, err } = await shop.upload('dumps/2024-06-03.csv');

    const local = await openShop({ 'patronage.yaml': CONFIGURATION, 'dumps/2024-06-03.csv': text });
    const told = await local.patronage('intake', 'dumps/2024-06-03.csv');
    expect({ status, out, err }).toEqual({ ...told, out: told.out.replace(', arrival 1', '') });
    expect(out).toContain('2 rows read = 2 accepted + 0 quarantined');
    expect(beyondRights()).toEqual([]);
  });

  test('ends with 1 where a dump is refused, whatever became of the others, and says the same when it comes again', async () => {
    const shop = await newShop();
    await shop.write('dumps/good.csv', dump('2024-06-03', 10));
    await shop.write('dumps/bad.csv', dump('2024-06-04', 'x'));
    const first = await shop.upload('dumps/good.csv', 'dumps/bad.csv', '--json');
    expect([first.status, first.err]).toEqual([1, '']);
    const { taken, known, missing } = json(first);
    expect(taken.map(({ name, state }: never) => [name, state])).toEqual([
      ['good.csv', 'current'],
      ['bad.csv', 'refused'],
    ]);
    expect([known, missing]).toEqual([[], []]);

    const again = await shop.upload('dumps/bad.csv');
    expect(again.status).toBe(1);
    expect(again.out).toContain('REFUSED');
    expect(again.out).toContain('it came before; nothing is changed');
    expect(await shop.versions()).toBe(2);
  });

  test('puts the same content no second time, a corrected one under the same name, and any one with --again', async () => {
    const shop = await newShop();
    await shop.write('dumps/a.csv', dump('2024-06-03', 10));
    expect((await shop.upload('dumps/a.csv')).status).toBe(0);
    const known = await shop.upload('dumps/a.csv', '--json');
    expect(json(known).known).toHaveLength(1);
    expect(await shop.versions()).toBe(1);

    const again = await shop.upload('dumps/a.csv', '--again', '--json');
    expect(json(again).known).toEqual(json(known).known);
    expect(await shop.versions()).toBe(2);
    expect(json(await shop.upload('dumps/a.csv', '--json')).known).toEqual(json(known).known);
    expect(await shop.versions()).toBe(2);

    await shop.write('dumps/a.csv', dump('2024-06-03', 11));
    expect(json(await shop.upload('dumps/a.csv', '--json')).taken).toHaveLength(1);
    expect(await shop.versions()).toBe(3);
    await shop.write('dumps/a.csv', dump('2024-06-03', 10));
    expect(json(await shop.upload('dumps/a.csv', '--json')).taken).toHaveLength(1);
    expect(await shop.versions()).toBe(4);
  });

  test('says what to do where no receipt comes in time', async () => {
    const shop = await newShop();
    shop.world.hasIntake = false;
    await shop.write('dumps/a.csv', dump('2024-06-03', 10));
    const began = shop.world.now;
    const { status, out, err } = await shop.upload('dumps/a.csv', '--wait', '100');
    expect([status, out]).toEqual([3, '']);
    expect(err).toContain(
      `${LANDING}a.csv is in the bucket, but no receipt came in 100 seconds. Call the same`,
    );
    expect(shop.world.now - began).toBe(100_000);
  });

  test.each(['a b.csv', 'a+b%20.csv', 'Käse & Brot – 日本 🧀.csv', '2024/06/03.csv'])(
    'takes a file called %s, and takes none whose name begins alike for it',
    async (name) => {
      const shop = await newShop();
      await shop.write(`dumps/${name}`, dump('2024-06-03', 10));
      await shop.write(`dumps/${name}.more.csv`, dump('2024-06-04', 20));
      const first = await shop.upload(`dumps/${name}`, '--source', 'till', '--json');
      expect(first.status).toBe(0);
      expect(json(first).taken).toMatchObject([{ landing: `${LANDING}${name}` }]);
      expect((await shop.upload(`dumps/${name}.more.csv`, '--source', 'till')).status).toBe(0);
      const again = await shop.upload(`dumps/${name}`, '--source', 'till', '--json');
      expect(json(again).known).toEqual(json(first).taken);
      expect(await shop.versions()).toBe(2);
    },
  );
});
