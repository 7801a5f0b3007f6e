/** What is said of a kind of customer, and of all who are of it. */

/** From, and up to. */
export type Range = readonly [from: number, to: number];

/** How customers of one kind behave. What is left out is not so. */
export interface Role {
  type: 'consumer' | 'dealer' | 'agent' | 'franchisee';
  customers: number;
  /** Net sales of a year in currency, when the chain opens. */
  yearly: Range;
  /** Orders in each of the years. */
  orders: readonly number[];
  /** Growth of what an order is worth, in each of the years. */
  growth?: readonly Range[];
  /** Buys nothing in these days. */
  pause?: readonly [from: string, to: string];
  /** Share of the three years after which the first order comes; who has none is there from the first weeks on. */
  comes?: Range;
  /** How many leave, as a rate a year. */
  leaving?: number;
  /** Categories bought, in each of the years. */
  categories: readonly number[];
  /** Share of the lines that are products new to the range. */
  newProducts: number;
  /** Share of the lines bought at a discount; of who was won at one, the first order is, too. */
  discounted: number;
  isWonAtDiscount?: boolean;
  /** Our contacts in a year, and suggestions of the customer in each of the years. */
  contacts: number;
  suggestions?: readonly number[];
  /** Consumers recommended who first buy in each of the years. */
  recommends?: readonly number[];
  /** Only of partners: how well they work with us, 0 to 100. */
  cooperation?: Range;
  /** Share of what they spend on our categories that they spend with us. */
  walletShare: Range;
}

/** The same in each of the three years. */
export const three = <T>(value: T): T[] => [value, value, value];
