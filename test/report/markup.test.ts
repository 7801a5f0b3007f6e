import { describe, expect, test } from 'vitest';
import { exactly, figure, shown } from '../../lib/report/figures.ts';
import { escaped, markup } from '../../lib/report/markup.ts';

describe('markup', () => {
  test('what is put into it is text, whatever it looks like, and markup stays markup', () => {
    const name = `<img src=x onerror="alert('1')">&`;
    expect(markup`<td title="${name}">${name}</td>`.text).toBe(
      '<td title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</td>',
    );
    expect(markup`<p>${markup`<b>${'a & b'}</b>`}</p>`.text).toBe('<p><b>a &amp; b</b></p>');
  });

  test('lists are joined, and what is not there leaves nothing', () => {
    expect(markup`${[1, markup`<i>2</i>`, ['3']]}${undefined}${false}.`.text).toBe('1<i>2</i>3.');
  });

  test('characters that no page may hold, or that turn the direction of a text, are shown as unknown', () => {
    expect(escaped('a\u202eb\u2067c\u0000d\u0085e\ud800f\n\tg😀')).toBe(
      'a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\n\tg😀',
    );
  });
});

describe('figures', () => {
  test.each([
    ['1234567.8950', 'money', '1,234,567.90'],
    ['-0.0050', 'money', '-0.01'],
    ['99999999999999.9950', 'money', '100,000,000,000,000.00'],
    [1657.6, 'count', '1,658'],
    [0.30222, 'share', '30.2%'],
    [0.641, 'decimal', '0.64'],
    ['2017-12-01', 'month', 'Dec 2017'],
    ['2017-12-31', 'day', '2017-12-31'],
    [true, 'flag', 'yes'],
    [false, 'flag', 'no'],
    [null, 'money', '–'],
    [null, 'flag', '–'],
    [undefined, 'count', '–'],
    [0, 'count', '0'],
  ] as const)('%s as %s is %s', (value, kind, text) => {
    expect(shown(value, kind)).toBe(text);
  });

  test('the exact value stands behind the rounded one, and with a figure where it is found', () => {
    expect(exactly('2.3456', 'money').text).toBe('<data value="2.3456">2.35</data>');
    expect(exactly(null, 'money').text).toBe('–');
    expect(figure([{ n: 1 }, { n: 2000 }], 'n', 'count', { query: 'a.b', row: 1 }).text).toBe(
      '<span data-query="a.b" data-row="1" data-column="n"><data value="2000">2,000</data></span>',
    );
  });
});
