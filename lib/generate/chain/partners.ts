/** The kinds of dealers, agents and franchisees of a chain. */
import { type Range, type Role, three } from './role.ts';

/** Partners who are as most are. */
const ordinary = {
  growth: three([-0.05, 0.05]),
  categories: three(4),
  newProducts: 0.01,
  discounted: 0.02,
  cooperation: [35, 95],
  walletShare: [0.3, 0.6],
} satisfies Partial<Role>;

const dealer = {
  ...ordinary,
  type: 'dealer',
  yearly: [8_000, 20_000],
  orders: three(26),
  contacts: 6,
} satisfies Partial<Role>;

const franchisee = {
  ...ordinary,
  type: 'franchisee',
  yearly: [25_000, 60_000],
  orders: three(40),
  contacts: 10,
} satisfies Partial<Role>;

/** Shows loyalty in all five ways. */
const loyal = {
  categories: three(8),
  newProducts: 0.12,
  walletShare: [0.85, 0.95],
  suggestions: three(3),
  recommends: three(1),
} satisfies Partial<Role>;

/** Grows by more than a tenth each year. */
const growing: Range[] = three([0.2, 0.28]);
const committed = {
  ...franchisee,
  ...loyal,
  yearly: [30_000, 40_000],
  orders: three(56),
  growth: growing,
  cooperation: [75, 95],
} satisfies Partial<Role>;

/** Grows by three quarters each year, and orders each week, so that every quarter shows it. */
const fast = { orders: three(52), growth: three<Range>([0.72, 0.8]) } satisfies Partial<Role>;

export const PARTNERS = {
  dealer: { ...dealer, customers: 276 },
  /** Loyal until the last year. */
  cooling: {
    ...dealer,
    ...loyal,
    customers: 12,
    orders: [60, 60, 6],
    categories: [8, 8, 2],
    suggestions: [3, 3, 0],
    recommends: [1, 1, 0],
  },
  /** Grows as those who are about to rise, and is too small to come near class A. */
  small_riser: { ...dealer, ...fast, customers: 12, yearly: [3_000, 5_000] },

  agent: {
    ...dealer,
    type: 'agent',
    customers: 50,
    yearly: [130_000, 250_000],
    contacts: 12,
    suggestions: three(1),
  },

  franchisee: { ...franchisee, customers: 84 },
  /** The fifth of the franchisees that is A. */
  large: { ...franchisee, customers: 30, yearly: [120_000, 280_000] },
  /** About to rise: up in each quarter, and in a year where A begins. */
  rising: { ...franchisee, ...fast, customers: 12, yearly: [22_000, 24_000] },
  /** Grows even more, but lost a quarter. */
  uneven_riser: {
    ...franchisee,
    ...fast,
    customers: 6,
    yearly: [13_500, 14_500],
    growth: three([1.3, 1.4]),
    pause: ['2023-06-25', '2023-10-05'],
  },
  /** B under the tier rule `partner`. */
  committed: { ...committed, customers: 12 },
  /** Each of these lacks one thing for it: cooperation, loyalty, a second year of growth. */
  uncooperative: { ...committed, customers: 2, cooperation: [30, 60] },
  disloyal: { ...franchisee, customers: 2, growth: growing, cooperation: [75, 95] },
  late_grower: {
    ...committed,
    customers: 2,
    growth: [
      [0, 0.02],
      [0, 0.02],
      [0.35, 0.45],
    ],
  },
} satisfies Record<string, Role>;
