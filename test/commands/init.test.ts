import { describe, expect, test } from 'vitest';
import { init } from '../../lib/commands/init-dialog.ts';
import type { Answers } from '../../lib/intake/propose/file.ts';

const look = async () => ({
  format: 'csv' as const,
  compression: 'none' as const,
  encoding: 'utf-8' as const,
  delimiter: ',',
  quote: '"',
  headers: ['Customer ID', 'Date', 'Sales'],
  sample: [['k', '01/02/2024', '3.5']],
});

/** Runs `init` in a world where a terminal gives these answers in turn; without them there is no terminal. */
async function run(answers: Answers, typed?: string[], files = ['/data/shop.csv']) {
  const written: Record<string, string> = {};
  const said: string[] = [];
  const asked: string[] = [];
  const result = await init(
    { files, config: '/data/patronage.yaml', answers },
    {
      look,
      write: async (file, text) => {
        written[file] = text;
      },
      say: (line) => said.push(line),
      ...(typed && {
        ask: async (question: string) => {
          asked.push(question);
          return typed.shift() ?? expect.unreachable('asked too often');
        },
      }),
    },
  );
  return { ...result, yaml: written['/data/patronage.yaml'], said, asked };
}

describe('init', () => {
  test('without a terminal writes nothing while something is open, and names the options', async () => {
    const { status, yaml, said } = await run({});
    expect([status, yaml]).toEqual([2, undefined]);
    expect(said).toEqual([
      expect.stringMatching(/^init: Date: .*: say --date-format "%d\/%m\/%Y" or --date-format "%m\/%d\/%Y"$/),
    ]);
  });

  test('without a terminal writes once the options decide, and says what it took for granted', async () => {
    const { status, yaml, said } = await run({ dateFormat: '%d/%m/%Y', currency: 'CHF' });
    expect(status).toBe(0);
    expect(yaml).toContain('ordered_at: { from: Date, format: "%d/%m/%Y" }');
    expect(yaml).toContain('currency: CHF\n');
    expect(said).toEqual([
      'init: wrote /data/patronage.yaml',
      'init: no dump says in which time zone business days are counted: it is taken as UTC; check, or say --timezone NAME',
    ]);
  });

  test('on a terminal asks each open question once, takes a choice by number and a default by return', async () => {
    const { status, yaml, asked } = await run({}, ['', '2', 'USD', '']);
    expect(status).toBe(0);
    expect(asked).toHaveLength(4);
    expect(yaml).toContain('format: "%m/%d/%Y"');
    expect(yaml).toContain('currency: USD\ntimezone: UTC\n');
  });

  test('writes nothing that could not be read again', async () => {
    const { status, yaml, said } = await run({ dateFormat: '%d/%m/%Y', currency: 'EURO' });
    expect([status, yaml]).toEqual([2, undefined]);
    expect(said[0]).toContain('currency is "EURO"');
  });

  test('refuses a column that no dump has', async () => {
    const { status, said } = await run({ columns: { customer_id: 'Kunde' } });
    expect([status, said]).toEqual([2, ['init: --column customer_id: no dump has a column Kunde']]);
  });

  test('never writes over a file', async () => {
    const said: string[] = [];
    const { status } = await init(
      { files: ['a.csv'], config: 'p.yaml', answers: { dateFormat: '%d/%m/%Y' } },
      {
        look,
        write: async () => {
          throw Object.assign(new Error('there'), { code: 'EEXIST' });
        },
        say: (line) => said.push(line),
      },
    );
    expect(status).toBe(2);
    expect(said).toEqual(['init: p.yaml is there already: delete it, or name another file with --config']);
  });
});
