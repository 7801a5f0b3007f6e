/** A chain of shops whose truth is known: everything that its tills, its CRM and its marketing would say. */
import { type Random, seeded } from '../../lifetime/random.ts';
import { dayOf, dayText } from '../days.ts';
import { basketOf, type ChainLine, type Shelf } from './basket.ts';
import { CAMPAIGNS, type Recipient, recipientsOf, withCampaigns } from './campaigns.ts';
import { oneOf } from './chance.ts';
import { afterComplaints, type Complaint, complaintsOf } from './complaints.ts';
import { type Contact, complaintContact, contactsOf } from './contacts.ts';
import { type Order, ordersOf } from './orders.ts';
import { type Customer, peopleOf, type Store, storesOf } from './people.ts';
import type { ChainPlan } from './plan.ts';
import { fullAssortment } from './range.ts';
import { type Referrals, referralsOf } from './referrals.ts';
import { type Registered, registered } from './register.ts';
import { type Spent, spending } from './spend.ts';
import { walkIns } from './walk-ins.ts';

export interface GeneratedChain {
  customers: Customer[];
  register: Registered[];
  /** Lines up to the as-of date, by day. */
  lines: ChainLine[];
  contacts: Contact[];
  complaints: Complaint[];
  referrals: Referrals;
  recipients: Recipient[];
  spend: Spent[];
}

/** Makes a chain. */
export function generateChain(plan: ChainPlan): GeneratedChain {
  const random = seeded(plan.seed);
  const stores = storesOf(plan);
  const people = peopleOf(plan, stores, random);
  const complaints = complaintsOf(people, random);
  const customers = afterComplaints(people, complaints);
  const referrals = referralsOf(customers, plan, random);
  const recipients = recipientsOf(customers, random);
  const usual = customers.flatMap((customer) => ordersOf(customer, plan, random));
  const orders = withCampaigns(usual, customers, recipients, plan, random);
  const lines = linesOf(orders, stores, plan, random);
  const contacts = [
    ...customers.flatMap((customer) => contactsOf(customer, plan, random)),
    ...complaints.map((complaint) => complaintContact(complaint, random)),
  ].sort((a, b) => a.day - b.day);
  return {
    ...{ customers, lines, contacts, complaints, referrals, recipients },
    register: registerOf(customers, { orders, referrals, stores }, plan, random),
    spend: spending(plan, random),
  };
}

function linesOf(
  orders: readonly Order[],
  stores: readonly Store[],
  plan: ChainPlan,
  random: Random,
): ChainLine[] {
  const shelf: Shelf = {
    ...{ opens: dayOf(plan.opens), products: fullAssortment() },
    stores: new Map(stores.map((store) => [store.id, store])),
  };
  const asOf = dayOf(plan.asOf);
  return [
    ...orders.flatMap((order, i) => basketOf(order, `B${i + 1}`, shelf, random)),
    ...walkIns(shelf, plan, random),
  ]
    .filter(({ day }) => day <= asOf)
    .sort((a, b) => a.day - b.day);
}

/** The rows of the CRM: what they say hangs on what was ordered. */
function registerOf(
  customers: readonly Customer[],
  { orders, referrals, stores }: { orders: readonly Order[]; referrals: Referrals; stores: readonly Store[] },
  plan: ChainPlan,
  random: Random,
): Registered[] {
  const spent = new Map<string, number>();
  const wonBy = new Map<string, string>();
  const lastYear = dayOf(plan.asOf) - 364;
  for (const { customer, day, cents, isFirst, campaign } of orders) {
    if (day >= lastYear) spent.set(customer.id, (spent.get(customer.id) ?? 0) + cents);
    if (isFirst && campaign) wonBy.set(customer.id, CAMPAIGNS.find(({ id }) => id === campaign)!.name);
  }
  return customers.map((customer) =>
    registered(
      customer,
      {
        registeredOn: dayText(customer.registered),
        referredBy: referrals.by.get(customer.id) ?? '',
        acquiredBy: wonBy.get(customer.id) ?? oneOf(oneOf(stores, random).salespersons, random),
        spends: spent.get(customer.id) ?? 0,
      },
      random,
    ),
  );
}
