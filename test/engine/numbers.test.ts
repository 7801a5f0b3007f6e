import { expect, test } from 'vitest';
import { openDuckdb } from '../../lib/engine/duckdb.ts';
import { newFolder } from '../folders.ts';

const opened = async () => openDuckdb({ temporary: await newFolder() });

test('columns of numbers come back as they were laid down, over many chunks, and NaN is null', async () => {
  const engine = await opened();
  try {
    const size = 5000;
    const x = Float64Array.from({ length: size }, (_, i) => i / 7);
    const y = Float64Array.from({ length: size }, (_, i) => (i === 2049 ? Number.NaN : -i * 1e300));
    await engine.layNumbers('laid', { x, y });
    expect(await engine.rows('select count(*) as rows, count(y) as known from laid')).toEqual([
      { rows: size, known: size - 1 },
    ]);
    const { x: back, y: known } = await engine.numbers(
      'select x, coalesce(y, cast(0 as double)) as y from laid order by x',
    );
    expect(back).toEqual(x);
    expect(known![2048]).toBe(-2048e300);
    expect(known![2049]).toBe(0);
  } finally {
    engine.close();
  }
});

test('a query without rows has its columns all the same, and columns without rows are a table', async () => {
  const engine = await opened();
  try {
    await engine.layNumbers('empty', { x: new Float64Array(0) });
    expect(await engine.numbers('select x from empty')).toEqual({ x: new Float64Array(0) });
  } finally {
    engine.close();
  }
});

test('a null, or what is no DOUBLE, is refused with the name of its column', async () => {
  const engine = await opened();
  try {
    await expect(engine.numbers('select cast(null as double) as x')).rejects.toThrow('x has null');
    await expect(engine.numbers('select cast(1 as bigint) as n')).rejects.toThrow('n has 1');
  } finally {
    engine.close();
  }
});
