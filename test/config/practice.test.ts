import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { settingsLists, settingsRow } from '../../lib/config/given.ts';
import { EXAMPLE, exampleWith, problemsIn } from './example.ts';

const net = '        net_sales: Net\n';
const CRM = '  customers: { crm: { format: csv, columns: { customer_id: No } } }\n';

const withMetrics = (keys: string) =>
  parseConfiguration(exampleWith(net, `${net}metrics: { ${keys} }\n`), 'shop.yaml');

describe('what customer management asks of the configuration', () => {
  test('is there by default, but for a market and for rebates, which nobody can guess', () => {
    const { purchase: _p, tiers: _t, status: _s, lifetime: _l, ...practice } = withMetrics('').metrics;
    expect(practice).toEqual({
      partner: {
        agent_types: ['agent'],
        franchisee_types: ['franchisee'],
        growth: 0.1,
        cooperation: 70,
        loyalty: 70,
      },
      rising: { growth: 0.5, reach_months: 12 },
      loyalty: { new_product_days: 90, fall: 20 },
      discount: { dependent_share: 0.5 },
      profile: {
        attributes: [
          ...['customer_type', 'segment', 'region', 'gender', 'education', 'occupation', 'income_band'],
          ...['household', 'preferred_contact'],
        ],
        min_customers: 5,
      },
      relationship: {
        few_below: 50,
        many_from: 500,
        high_margin: 2,
        low_margin: 0.5,
        levels: {
          few: { high: 'partnership', medium: 'proactive', low: 'reactive' },
          some: { high: 'proactive', medium: 'accountable', low: 'reactive' },
          many: { high: 'accountable', medium: 'reactive', low: 'basic' },
        },
      },
      contact: {
        most: 4,
        within_days: 30,
        cadence: {
          A: { basic: 2, reactive: 4, accountable: 12, proactive: 24, partnership: 52 },
          B: { basic: 1, reactive: 2, accountable: 6, proactive: 12, partnership: 24 },
          C: { basic: 0, reactive: 1, accountable: 2, proactive: 4, partnership: 12 },
          inactive: { basic: 0, reactive: 1, accountable: 1, proactive: 2, partnership: 4 },
        },
      },
      service: { answer_hours: 24, repurchase_days: 90 },
      rebates: [],
    });
  });

  test('takes one level and one cadence, and leaves the others as they are', () => {
    const { relationship, contact } = withMetrics(
      'relationship: { levels: { many: { high: proactive } } }, contact: { cadence: { A: { partnership: 26 } } }',
    ).metrics;
    expect(relationship.levels.many).toEqual({ high: 'proactive', medium: 'reactive', low: 'basic' });
    expect([contact.cadence.A.partnership, contact.cadence.A.basic]).toEqual([26, 2]);
  });

  test('reaches the models as rows: the settings, and lists of types, attributes, levels, cadences and steps', () => {
    const market = '{ population: 5000000, target_share: 0.15, reachable_share: 0.2, buyer_share: 0.2 }';
    const scale =
      '{ name: tea, customer_types: [dealer, agent, dealer], category: tea, phase: growing, every: quarter, steps: [{ from: 1000, rate: 0.02 }, { from: 5000, rate: 0.05 }] }';
    const text = exampleWith(
      net,
      `${net}${CRM.replace('customer_id: No }', 'customer_id: No, region: Area }, attributes: { workplace: Employer }')}metrics: { market: ${market}, rebates: [${scale}], profile: { attributes: [region, workplace] }, partner: { agent_types: [broker], franchisee_types: [] } }\n`,
    );
    const read = parseConfiguration(text, 'shop.yaml');
    expect(settingsRow(read)).toMatchObject({
      market_population: 5_000_000,
      market_target_share: 0.15,
      market_valid_share: null,
      market_buyer_share: 0.2,
      contact_most: 4,
    });
    const lists = settingsLists(read);
    expect(lists.settings_customer_types).toEqual([{ customer_type: 'broker', role: 'agent' }]);
    expect(
      lists.settings_attributes?.filter(({ is_mapped, is_profiled }) => is_mapped || is_profiled),
    ).toEqual([
      { attribute: 'region', is_canonical: true, is_mapped: true, is_profiled: true },
      { attribute: 'workplace', is_canonical: false, is_mapped: true, is_profiled: true },
    ]);
    expect(lists.settings_relationship_levels).toHaveLength(3 * 3);
    expect(lists.settings_contact_cadence).toHaveLength(4 * 5);
    const steps = lists.settings_rebate_steps!.map((row) => [
      row.customer_type,
      row.net_sales_from,
      row.rate,
    ]);
    // A type that is named twice has one scale.
    expect(steps).toEqual([
      ['dealer', 1000, 0.02],
      ['dealer', 5000, 0.05],
      ['agent', 1000, 0.02],
      ['agent', 5000, 0.05],
    ]);
  });

  test('has a value for every setting where the file says nothing', () => {
    const row = settingsRow(parseConfiguration(EXAMPLE, 'shop.yaml'));
    const empty = Object.keys(row).filter((name) => row[name] === null);
    expect(empty.every((name) => name.startsWith('market_'))).toBe(true);
  });
});

const SCALE = 'name: tea, customer_types: [dealer], phase: growing, every: year';

describe('what customer management cannot use is refused', () => {
  // biome-ignore format: one case a line
  test.each([
    ['partner: { cooperation: 140 }', 'metrics.partner.cooperation is "140": give a score from 0 to 100'],
    ['partner: { growth: 0 }', 'metrics.partner.growth is "0": give a growth above 0, such as 0.10'],
    ['partner: { agent_types: agent }', 'metrics.partner.agent_types is "agent": give a list of customer types, such as [agent]'],
    ['tiers: { rule: partner, b: 0.5 }', 'metrics.tiers.b is not for the rule partner, whose B is said under metrics.partner: delete it'],
    ['discount: { dependent_share: 1.5 }', 'metrics.discount.dependent_share is "1.5": give a share above 0 and up to 1, such as 0.2'],
    ['market: { population: 1000000000000, target_share: 0.5, reachable_share: 0.5 }', 'metrics.market.population is "1000000000000": give a number above 0 and below 1000000000000'],
    ['market: { population: 1000, target_share: 0.5 }', 'metrics.market.reachable_share is missing: give a share above 0 and up to 1, such as 0.2'],
    ['relationship: { few_below: 600 }', 'metrics.relationship.many_from must be at least few_below (600)'],
    ['relationship: { low_margin: 3 }', 'metrics.relationship.high_margin must be at least low_margin (3)'],
    ['relationship: { levels: { few: { high: friends } } }', 'metrics.relationship.levels.few.high is "friends": give basic, reactive, accountable, proactive or partnership'],
    ['contact: { cadence: { A: { basic: 1.5 } } }', 'metrics.contact.cadence.A.basic is "1.5": give a whole number, 0 or more'],
    ['service: { answer_hour: 2 }', 'metrics.service.answer_hour is unknown: did you mean answer_hours?'],
    ['profile: { attributes: [region, name] }', 'metrics.profile.attributes has name, which tells single customers apart, not kinds of them: delete it'],
    ['profile: { attributes: [account_manager] }', 'metrics.profile.attributes has account_manager, which is of our side, no attribute of the customer: delete it'],
    ['profile: { attributes: [region, cooperation] }', 'metrics.profile.attributes has cooperation, which is of our side, no attribute of the customer: delete it'],
    ['profile: { attributes: [regoin] }', 'metrics.profile.attributes has regoin, which is unknown: did you mean region?'],
    [`rebates: [{ ${SCALE}, steps: [] }]`, 'metrics.rebates.steps is an empty list: give a step'],
    [`rebates: [{ ${SCALE}, steps: [{ from: 5, rate: 0.1 }, { from: 5, rate: 0.2 }] }]`, 'metrics.rebates.steps.from must be above the step before it'],
    [`rebates: [{ ${SCALE}, steps: [{ from: 5, rate: 1 }] }]`, 'metrics.rebates.steps.rate is "1": give a rate from 0 to below 1, such as 0.03'],
    [`rebates: [{ ${SCALE}, steps: [{ from: 5, rate: 0.1 }] }, { ${SCALE}, steps: [{ from: 5, rate: 0.1 }] }]`, 'metrics.rebates.name is tea, as another scale is: name it otherwise'],
  ])('%s', (keys, sentence) => {
    expect(problemsIn(exampleWith(net, `${net}metrics: { ${keys} }\n`))).toEqual([`shop.yaml:11: ${sentence}`]);
  });
});
