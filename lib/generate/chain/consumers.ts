/** The kinds of consumers of a chain. */
import { type Role, three } from './role.ts';

const consumer = {
  type: 'consumer',
  walletShare: [0.2, 0.6],
  newProducts: 0.01,
  discounted: 0,
} satisfies Partial<Role>;

export const CONSUMERS = {
  regular: {
    ...consumer,
    customers: 640,
    yearly: [500, 1_000],
    orders: three(17),
    comes: [0, 0.85],
    leaving: 0.15,
    categories: three(3),
    discounted: 0.02,
    contacts: 3,
  },
  /** Sent by the one partner who sends good customers. */
  sent_good: {
    ...consumer,
    customers: 60,
    yearly: [2_400, 3_600],
    orders: three(24),
    comes: [0, 0.5],
    categories: three(4),
    contacts: 3,
  },
  occasional: {
    ...consumer,
    customers: 1_220,
    yearly: [100, 300],
    orders: three(4),
    comes: [0, 1],
    leaving: 0.5,
    categories: three(2),
    contacts: 1,
  },
  /** Sent by partners who send many who buy little. */
  sent_poor: {
    ...consumer,
    customers: 80,
    yearly: [100, 200],
    orders: three(3),
    comes: [0, 0.6],
    leaving: 0.8,
    categories: three(2),
    contacts: 1,
  },
  /** Won by price alone. */
  bargain: {
    ...consumer,
    customers: 350,
    yearly: [150, 350],
    orders: three(6),
    comes: [0, 0.85],
    leaving: 8,
    categories: three(2),
    discounted: 0.9,
    isWonAtDiscount: true,
    contacts: 1,
  },
  /** Registered, and never bought. */
  silent: {
    ...consumer,
    customers: 150,
    yearly: [0, 0],
    orders: three(0),
    comes: [0, 1],
    categories: three(0),
    contacts: 0.5,
  },
} satisfies Record<string, Role>;
