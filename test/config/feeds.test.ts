import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { mappingOf } from '../../lib/config/mapping.ts';
import { EXAMPLE, problemsIn } from './example.ts';

/** The example with a feed of one source, whose keys stand on one line. */
const withFeed = (feed: string, keys: string): string =>
  `${EXAMPLE}  ${feed}: { crm: { format: csv, ${keys} } }\n`;

const CUSTOMERS = 'columns: { customer_id: No }';
const CONTACTS =
  'contact_id: Id, customer_id: No, contacted_at: At, kind: Kind, direction: { from: Richtung, values: { eingehend: in, ausgehend: OUT } }';
const CAMPAIGNS = 'campaign_id: Id, starts_on: { from: A, format: "%d.%m.%Y" }, ends_on: B';

describe('feeds beside sales', () => {
  test('map days and times in a form of their own, translate words, and name attributes', () => {
    const { feeds } = parseConfiguration(
      `${withFeed('contacts', `columns: { ${CONTACTS}, answered_at: { from: Closed, format: "%d.%m.%Y %H:%M", timezone: UTC } }`)}` +
        '  customers: { crm: { format: csv, columns: { customer_id: No }, attributes: { workplace: Employer } } }\n',
      'shop.yaml',
    );
    expect(feeds.contacts.crm?.columns).toMatchObject({
      direction: { from: 'Richtung', values: { eingehend: 'in', ausgehend: 'OUT' } },
      answered_at: { from: 'Closed', format: '%d.%m.%Y %H:%M', timezone: 'UTC' },
    });
    expect(feeds.customers.crm?.attributes).toEqual({ workplace: 'Employer' });
  });

  // biome-ignore format: one case a line
  test.each<[string, string, string, string]>([
    ['a day without its year', 'campaigns', `columns: { ${CAMPAIGNS.replace('%Y', '')} }`, 'columns.starts_on.format lacks year (%Y): add it'],
    ['a zone for a day', 'campaigns', `columns: { ${CAMPAIGNS.replace('ends_on: B', 'ends_on: { from: B, timezone: UTC }')} }`, 'columns.ends_on.timezone is only for times, and this is a day: delete it'],
    ['a month for a day', 'campaigns', `columns: { ${CAMPAIGNS.replace('%d.', '')} }`, 'columns.starts_on.format lacks day (%d): add it'],
    ['a format of a feed without any day', 'campaign_recipients', 'columns: { campaign_id: C, customer_id: { from: No, format: "%Y" } }', 'columns.customer_id.format has no place here: delete it'],
    ['a contact without a direction', 'contacts', 'columns: { contact_id: Id, customer_id: No, contacted_at: At, kind: Kind }', 'columns lacks direction: map it to a column of the dump'],
    ['a word that the feed does not know', 'contacts', `columns: { ${CONTACTS.replace('OUT', 'gone')} }`, 'columns.direction.values.ausgehend is "gone": give in or out'],
    ['the same for every row', 'contacts', `columns: { ${CONTACTS.replace('kind: Kind', 'kind: { value: fax }')} }`, 'columns.kind.value is "fax": give visit, call, message, meeting, complaint or suggestion'],
    ['a flag that is none', 'campaign_recipients', 'columns: { campaign_id: C, customer_id: No, is_control: { from: Group, values: { control: ja } } }', 'columns.is_control.values.control is "ja": give true, yes, y, t, 1, false, no, n, f or 0'],
    ['values of no column', 'contacts', `columns: { ${CONTACTS}, employee: { value: Ann, values: { a: b } } }`, 'columns.employee.values is only for a column that comes from the dump: give from, too'],
    ['values without a meaning', 'contacts', `columns: { ${CONTACTS.replace('OUT', '')} }`, 'columns.direction.values.ausgehend is empty: give the text it stands for, or "" for none'],
    ['attributes of a contact', 'contacts', `columns: { ${CONTACTS} }, attributes: { mood: Mood }`, 'attributes.mood has no place here: only customers have attributes'],
    ['an attribute that is a column', 'customers', `${CUSTOMERS}, attributes: { region: Area }`, 'attributes.region is a canonical column: name it under columns'],
    ['an attribute that is no name', 'customers', `${CUSTOMERS}, attributes: { Work Place: Employer }`, 'attributes.Work Place is no name for an attribute: use small letters, digits and _, a letter first'],
    ['an attribute of no column', 'customers', `${CUSTOMERS}, attributes: { workplace: }`, "attributes.workplace is empty: give the column's name in the dump"],
    ['a first day of rows without days', 'customers', `${CUSTOMERS}, not_before: 2000-01-01`, 'not_before is only for feeds whose rows belong to a day: delete it'],
    ['a promise that nobody looks after', 'rates', 'columns: { day: D, currency: C, rate: R }, expect: { every: day }', 'expect is only for sales: delete it'],
    ['a prefix where nobody is named', 'rates', 'columns: { day: D, currency: C, rate: R }, customer_prefix: X', 'customer_prefix is only for feeds that name customers: delete it'],
  ])('%s is refused', (_, feed, keys, sentence) => {
    expect(problemsIn(withFeed(feed, keys))).toEqual([`shop.yaml:11: feeds.${feed}.crm.${sentence}`]);
  });

  test('their mapping changes with attributes and with what words mean, whatever their order', () => {
    const mapping = (feed: 'customers' | 'contacts', keys: string): string =>
      mappingOf(parseConfiguration(withFeed(feed, keys), 'shop.yaml').feeds[feed].crm!, { timezone: 'UTC' });
    const one = mapping('contacts', `columns: { ${CONTACTS} }`);
    expect(mapping('contacts', `columns: { ${CONTACTS.replace('eingehend', 'inbound')} }`)).not.toBe(one);
    const turned = CONTACTS.replace('eingehend: in, ausgehend: OUT', 'ausgehend: OUT, eingehend: in');
    expect(mapping('contacts', `columns: { ${turned} }`)).toBe(one);
    const plain = mapping('customers', CUSTOMERS);
    expect(mapping('customers', `${CUSTOMERS}, attributes: { workplace: Employer }`)).not.toBe(plain);
    expect(plain).not.toContain('attributes');
  });
});
