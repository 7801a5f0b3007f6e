import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../lib/commands/main.ts';
import { TABLES } from '../../lib/contract/tables.ts';
import { openShop } from '../command-line.ts';
import { CONFIGURATION, dump, json, openTill } from './till.ts';

const COMMANDS = [
  'init',
  'run',
  'intake',
  'refresh',
  'status',
  'quarantine',
  'releases',
  'diff',
  'sign-off',
  'lock',
  'unlock',
  'accept',
  'withdraw',
  'tables',
  'upload',
];

describe('help', () => {
  test('lists every command, and is an error only where no command was named', async () => {
    const shop = await openShop();
    const asked = await shop.patronage('--help');
    expect(asked.status).toBe(0);
    for (const name of COMMANDS) expect(asked.out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect(await shop.patronage()).toEqual({ ...asked, status: 2 });
    expect(await shop.patronage('-h')).toEqual(asked);
  });

  test.each(COMMANDS)('of %s is the same in all its forms, and needs no configuration', async (name) => {
    const shop = await openShop();
    const asked = await shop.patronage(name, '--help');
    expect(asked).toMatchObject({ status: 0, err: '' });
    expect(asked.out).toMatch(new RegExp(`^patronage ${name}\\b`));
    expect(await shop.patronage('help', name)).toEqual(asked);
    expect(await shop.patronage(name, '-h')).toEqual(asked);
  });

  test('stays within the width of a narrow terminal', async () => {
    let out = '';
    const world = {
      out: (text: string) => {
        out += text;
      },
      err: () => {},
      progress: () => {},
      now: () => new Date(0),
      wait: async () => {},
      cwd: '/',
      user: 'anna',
      width: 60,
    };
    for (const name of COMMANDS) await main([name, '--help'], world);
    await main(['--help'], world);
    expect(out.split('\n').filter((line) => line.length > 60)).toEqual([]);
  });
});

describe('a call that is at fault ends with 2, says what to do, and prints no result', () => {
  test.each([
    [['statu'], 'statu is no command; did you mean status? patronage --help shows all\n'],
    [
      ['--config', 'x.yaml', 'status'],
      '--config: name the command first, such as patronage status; patronage --help shows all\n',
    ],
    [['status', '--jsn'], "Unknown option '--jsn'; patronage status --help shows its options\n"],
    [['status', '--as-of', '2024-02-30'], '--as-of 2024-02-30: give a day as YYYY-MM-DD\n'],
    [['tables', 'slaes'], 'slaes is no table; did you mean sales?\n'],
  ])('%j', async (args, err) => {
    const shop = await openTill();
    expect(await shop.patronage(...args)).toEqual({ status: 2, out: '', err });
  });

  test('a missing configuration is named, with the command that writes one', async () => {
    const shop = await openShop();
    const { status, out, err } = await shop.patronage('run', '--json');
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(
      `${join(shop.folder, 'patronage.yaml')}: there is no such file: write one with patronage init`,
    );
  });

  test('a slip in the configuration is named with its line and the nearest key', async () => {
    const shop = await openShop({ 'patronage.yaml': CONFIGURATION.replace('currency', 'curency') });
    const { status, err } = await shop.patronage('status');
    expect(status).toBe(2);
    expect(err).toContain(':1: curency is unknown: did you mean currency?');
  });
});

describe('a system that fails ends with 3 and one sentence that an administrator can act on', () => {
  test('where a file stands in place of the warehouse', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.write('warehouse', 'a file');
    expect(await shop.patronage('run')).toEqual({
      status: 3,
      out: '',
      err: `${join(shop.folder, 'warehouse')}: a file stands where a folder is needed; move it away, or name another warehouse\n`,
    });
  });

  test.skipIf(process.getuid?.() === 0)('where the folder cannot be written', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await chmod(shop.folder, 0o555);
    const { status, err } = await shop.patronage('run');
    await chmod(shop.folder, 0o755);
    expect(status).toBe(3);
    expect(err).toMatch(/warehouse: permission denied; .*\n$/);
  });
});

describe('tables', () => {
  test('lists every table of the contract, and one with all its columns', async () => {
    const shop = await openShop();
    expect(json(await shop.patronage('tables', '--json')).map(({ name }: { name: string }) => name)).toEqual(
      TABLES.map(({ name }) => name),
    );
    const { columns } = json(await shop.patronage('tables', 'sales', '--json'));
    const { out } = await shop.patronage('tables', 'sales');
    for (const { name } of columns) expect(out).toContain(`\n${name} `);
  });
});

describe('init', () => {
  test('reads an old German export: semicolons, decimal commas, one-byte umlauts', async () => {
    const text =
      'Belegnr;Kunde;Belegdatum;Artikel;Nettobetrag\r\n1;K1;13.06.2024;Stühle;1.038,50\r\n2;K2;14.06.2024;Stühle;1,25-\r\n';
    const shop = await openShop({ 'export.csv': Buffer.from(text, 'latin1') });
    const { status, out } = await shop.patronage(
      'init',
      'export.csv',
      '--currency',
      'EUR',
      '--timezone',
      'Europe/Berlin',
    );
    expect(status).toBe(0);
    expect(out).toContain('encoding: windows-1252\n      decimal: ","');
    expect((await shop.patronage('run')).status).toBe(0);
    expect(await shop.query('select product_id, net_sales from sales order by order_id')).toEqual([
      { product_id: 'Stühle', net_sales: '1038.5000' },
      { product_id: 'Stühle', net_sales: '-1.2500' },
    ]);
  });
});
