import { describe, expect, test } from 'vitest';
import { fileNames } from '../../lib/report/workbook/file-names.ts';

const named = (...names: string[]) => [...fileNames(names).values()];

describe('files of people', () => {
  test('have letters, digits and dashes of their names, in any writing', () => {
    expect(named('Ann Lee', 'Müller, Jörg', '王伟', "O'Brien 2")).toEqual([
      'Ann-Lee',
      'Müller-Jörg',
      '王伟',
      'O-Brien-2',
    ]);
  });

  test('do not leave their folder and hold nothing that is not seen, whatever the name', () => {
    const hostile = [
      '../../etc/passwd',
      '..',
      '/',
      'a/../b',
      'C:\\x',
      'a\u0000b\n',
      '\u202egnp.exe',
      '.hidden',
      '\u0301',
      '\ud800',
      'x'.repeat(10_000),
      '𝔘'.repeat(300),
      '𠀀'.repeat(300),
      '-- -',
      '',
    ];
    const files = named(...hostile);
    for (const file of files) {
      expect(file).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u);
      // With the ending and a number no longer than a file system takes.
      expect(Buffer.byteLength(file)).toBeLessThan(230);
    }
    expect(files.slice(0, 4)).toEqual(['etc-passwd', 'unnamed', 'unnamed-2', 'a-b']);
  });

  test('are told apart where names are alike, also where case or accents alone differ', () => {
    expect(named('Ann', 'ann', 'Ann!', 'Ann-2', 'A\u030ann', '\u00c5nn')).toEqual([
      'Ann',
      'ann-2',
      'Ann-3',
      'Ann-2-2',
      'Ånn',
      'Ånn-2',
    ]);
  });
});
