import { expect, test } from 'vitest';
import { dayBefore, dayIn, dayInName } from '../../lib/intake/days.ts';

test.each([
  ['America/New_York', '2024-03-01T04:59:59Z', '2024-02-29'],
  ['America/New_York', '2024-03-01T05:00:00Z', '2024-03-01'],
  ['Pacific/Kiritimati', '2024-12-31T10:00:00Z', '2025-01-01'],
  ['UTC', '2024-01-01T00:00:00Z', '2024-01-01'],
])('in %s the moment %s is on %s', (timezone, moment, day) => {
  expect(dayIn(timezone, new Date(moment))).toBe(day);
});

test('the day before the first of March is the last of February', () => {
  expect(dayBefore('2024-03-01')).toBe('2024-02-29');
  expect(dayBefore('2023-01-01')).toBe('2022-12-31');
});

test.each([
  ['sales-%Y-%m-%d.csv', 'sales-2024-02-29.csv', '2024-02-29'],
  ['sales-%Y-%m-%d.csv', 'shop 7/sales-2024-02-29.csv', '2024-02-29'],
  ['%d.%m.%Y (1).csv', '01.02.2024 (1).csv', '2024-02-01'],
  ['sales-%Y-%m-%d.csv', 'sales-2024-02-29.csv.gz', undefined],
  ['sales-%Y-%m-%d.csv', 'salesX2024-02-29.csv', undefined],
  ['sales-%Y-%m-%d.csv', 'sales-2024-13-01.csv', undefined],
  ['sales-%Y-%m-%d.csv', 'sales-2023-02-29.csv', undefined],
])('by %s, the name %s says %s', (format, name, day) => {
  expect(dayInName(format, name)).toBe(day);
});
