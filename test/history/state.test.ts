import { expect, test } from 'vitest';
import { type Dump, type NamesOf, type Published, replacements, wayFrom } from '../../lib/history/state.ts';

const corrected: NamesOf = () => 'corrected';
const reused: NamesOf = () => 'reused';

/** @param name `file content` or `feed:file content`; its id is the whole of it */
function dumpNamed(name: string, arrival: number): Dump {
  const [path, content_sha256] = name.split(' ') as [string, string];
  const [file, feed = 'sales'] = path.split(':').toReversed() as [string, string?];
  return { feed, source: 'till', file, dump_id: name, arrival, content_sha256, state: 'current' };
}

const made = (as_of_date: string, dumps: string[], others: string[] = []): Published => ({
  ...{ as_of_date, settings: { release: as_of_date }, lists: {}, locks: [], kept: [] },
  dumps: dumps.map((name, i) => dumpNamed(name, i + 1)),
  others: others.map((name, i) => dumpNamed(name, i + 1)),
});

const idsOf = (dumps: Iterable<Dump>): string[] => Array.from(dumps, ({ dump_id }) => dump_id);

test('a dump stands in the place of one of its name; of a name that is used again only where the same file was read anew', () => {
  const a = made('2024-01-31', ['x.csv 1', 'y.csv 1', 'z.csv 1', 'w.csv 1', 'customers:x.csv 1']);
  const b = made('2024-02-01', ['x.csv 2', 'y.csv 1', 'v.csv 2', 'w.csv 1:mapped', 'customers:x.csv 1']);
  b.dumps[3]!.content_sha256 = '1';
  const replaced = (namesOf: NamesOf) =>
    [...replacements(a, b, namesOf)].map(([by, gone]) => [by.dump_id, idsOf(gone)]);
  expect(replaced(corrected)).toEqual([
    ['x.csv 2', ['x.csv 1']],
    ['w.csv 1:mapped', ['w.csv 1']],
  ]);
  expect(replaced(reused)).toEqual([['w.csv 1:mapped', ['w.csv 1']]]);
});

test('a dump that was known and did not count is no new one when it counts again', () => {
  const a = made('2024-01-31', ['x.csv 2'], ['x.csv 1', 'copy.csv 1']);
  const b = made('2024-01-31', ['x.csv 1', 'copy.csv 1', 'y.csv 1']);
  const found = [...replacements(a, b, corrected)].map(([by, gone]) => [by.dump_id, idsOf(gone)]);
  expect(found).toEqual([
    ['x.csv 1', ['x.csv 2']],
    ['copy.csv 1', []],
  ]);
});

test('the way goes over corrections, late lines, new lines, then settings and other feeds, and ends in what the later release is', () => {
  const a = made('2024-01-31', ['x.csv 1', 'y.csv 1', 'rates:r.csv 1']);
  const b = made('2024-02-01', ['x.csv 2', 'rates:r.csv 2', 'late.csv 1', 'rates:s.csv 1']);
  const way = wayFrom(a, b, new Set(replacements(a, b, corrected).keys()));
  const told = Object.entries(way).map(([cause, { as_of_date, settings, dumps }]) => [
    ...[cause, as_of_date, settings.release],
    idsOf(dumps),
  ]);
  const [restated, all] = [['x.csv 2', 'rates:r.csv 2'], idsOf(b.dumps)];
  expect(told).toEqual([
    ['corrected_dumps', '2024-01-31', '2024-01-31', restated],
    ['late_lines', '2024-01-31', '2024-01-31', [...restated, 'late.csv 1']],
    ['new_lines', '2024-02-01', '2024-01-31', [...restated, 'late.csv 1']],
    ['settings_and_feeds', '2024-02-01', '2024-02-01', all],
  ]);
});
