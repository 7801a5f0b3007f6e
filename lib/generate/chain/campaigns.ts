/** Campaigns of a chain: who was to hear of them, and what those ordered on top of what they would have ordered anyway. */
import type { Random } from '../../lifetime/random.ts';
import { dayOf } from '../days.ts';
import { shuffled, whole } from './chance.ts';
import { amountOn, type Order } from './orders.ts';
import type { Customer } from './people.ts';
import type { ChainPlan, RoleName } from './plan.ts';

export interface Campaign {
  id: string;
  name: string;
  starts: string;
  ends: string;
  /** who is on the list; undefined: nobody was listed, everybody could hear of it */
  audience?: RoleName;
  /** share of the recipients who order once more because of it; 0 for one that does not work */
  lift: number;
  /** in currency */
  budget: number;
  cost: number;
  expected: number;
}

/** Three that work, three that only give money away, and one of which nobody can say. */
export const CAMPAIGNS: readonly Campaign[] = [
  {
    ...{ id: 'K1', name: 'Spring club', starts: '2022-04-01', ends: '2022-04-30', audience: 'regular' },
    ...{ lift: 0.9, budget: 2_000, cost: 1_850, expected: 12_000 },
  },
  {
    ...{ id: 'K2', name: 'Dealer days', starts: '2022-06-01', ends: '2022-06-30', audience: 'dealer' },
    ...{ lift: 0, budget: 6_000, cost: 6_200, expected: 250_000 },
  },
  {
    ...{ id: 'K3', name: 'Autumn club', starts: '2022-09-15', ends: '2022-10-14', audience: 'regular' },
    ...{ lift: 0, budget: 2_000, cost: 2_100, expected: 15_000 },
  },
  {
    ...{ id: 'K4', name: 'Leaflet', starts: '2022-11-10', ends: '2022-12-20' },
    ...{ lift: 0, budget: 9_000, cost: 8_700, expected: 20_000 },
  },
  {
    ...{ id: 'K5', name: 'Dealer starter set', starts: '2023-02-01', ends: '2023-03-02', audience: 'dealer' },
    ...{ lift: 0.8, budget: 6_000, cost: 5_400, expected: 300_000 },
  },
  {
    ...{ id: 'K6', name: 'May letter', starts: '2023-05-01', ends: '2023-05-30', audience: 'regular' },
    ...{ lift: 0, budget: 2_500, cost: 2_600, expected: 20_000 },
  },
  {
    ...{ id: 'K7', name: 'Harvest club', starts: '2023-10-01', ends: '2023-10-30', audience: 'regular' },
    ...{ lift: 0.9, budget: 2_500, cost: 2_300, expected: 25_000 },
  },
];

export interface Recipient {
  campaign: string;
  customer: string;
  isControl: boolean;
}

const CONTROL_SHARE = 0.4;
/** Known for so many days when the list is made, so that there is something to compare with. */
const KNOWN_DAYS = 180;
/** What was ordered because of a campaign is worth more than an order on an ordinary day, and is cheaper. */
const WORTH_MORE = 1.6;
const DISCOUNT = 0.15;
/** Share of the recipients who book what they would have ordered anyway. */
const BOOKED_ANYWAY = 0.5;

/** Draws the lists of all campaigns that have one. */
export function recipientsOf(customers: readonly Customer[], random: Random): Recipient[] {
  return CAMPAIGNS.flatMap(({ id, starts, audience }) => {
    const day = dayOf(starts);
    const there = customers.filter(
      ({ role, first, leaves }) => role === audience && first <= day - KNOWN_DAYS && leaves > day,
    );
    const controls = Math.round(CONTROL_SHARE * there.length);
    return shuffled(there, random).map(({ id: customer }, i) => ({
      ...{ campaign: id, customer, isControl: i < controls },
    }));
  });
}

/** The orders with what campaigns changed: some are booked under one, some came because of one. */
export function withCampaigns(
  orders: readonly Order[],
  customers: readonly Customer[],
  recipients: readonly Recipient[],
  plan: ChainPlan,
  random: Random,
): Order[] {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  let all = [...orders];
  for (const campaign of CAMPAIGNS) {
    const heard = recipients
      .filter((one) => one.campaign === campaign.id && !one.isControl)
      .map(({ customer }) => byId.get(customer)!);
    const more = heard
      .filter(() => random() < campaign.lift)
      .map((customer) => orderBecauseOf(campaign, customer, plan, random))
      .filter(({ customer, day }) => day < customer.leaves);
    all = [...(campaign.audience ? booked(all, campaign, heard, random) : read(all, campaign)), ...more];
  }
  return all;
}

function orderBecauseOf(campaign: Campaign, customer: Customer, plan: ChainPlan, random: Random): Order {
  const day = whole([dayOf(campaign.starts), dayOf(campaign.ends)], random);
  const cents = Math.round(WORTH_MORE * amountOn(day, customer, plan, random));
  return { customer, day, cents, campaign: campaign.id, discount: DISCOUNT, isFirst: false };
}

/** Some take the discount on what they order anyway; only once, for a voucher is used once. */
function booked(
  orders: readonly Order[],
  campaign: Campaign,
  heard: readonly Customer[],
  random: Random,
): Order[] {
  const vouchers = new Set(heard.filter(() => random() < BOOKED_ANYWAY).map(({ id }) => id));
  return orders.map((order) =>
    isWithin(campaign, order) && vouchers.delete(order.customer.id)
      ? { ...order, campaign: campaign.id, discount: DISCOUNT }
      : order,
  );
}

/** Without a list, whoever is won by price in those days has read of it. */
const read = (orders: readonly Order[], campaign: Campaign): Order[] =>
  orders.map((order) =>
    order.isFirst && order.customer.role === 'bargain' && isWithin(campaign, order)
      ? { ...order, campaign: campaign.id }
      : order,
  );

const isWithin = ({ starts, ends }: Campaign, { day }: Order): boolean =>
  dayOf(starts) <= day && day <= dayOf(ends);
