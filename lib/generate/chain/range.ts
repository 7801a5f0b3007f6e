/** What a chain sells: categories, their products, and the days on which some of them were launched. */
import { dayOf } from '../days.ts';

export const CATEGORIES: readonly string[] = [
  ...['Tea', 'Coffee', 'Spices', 'Oils', 'Chocolate', 'Preserves', 'Tableware', 'Gifts'],
];

export interface Product {
  id: string;
  name: string;
  category: string;
  /** first day of its sale; undefined for what was there from the beginning */
  launched: number | undefined;
}

const IN_CATEGORY = 15;
/** The last products of each category come later, one of all every so many days. */
const LAUNCHED_IN_CATEGORY = 2;
const FIRST_LAUNCH = '2021-07-01';
const DAYS_APART = 55;
/** A product is bought as a new one for so many days after its launch, and as any other later. */
const NEW_DAYS = 80;

/** All products, by category. */
export type Assortment = ReadonlyMap<string, readonly Product[]>;

export const fullAssortment = (): Assortment =>
  new Map(
    CATEGORIES.map((category, c) => [
      category,
      Array.from({ length: IN_CATEGORY }, (_, i): Product => {
        const late = i - (IN_CATEGORY - LAUNCHED_IN_CATEGORY);
        const number = c * IN_CATEGORY + i + 1;
        return {
          id: `P${String(number).padStart(3, '0')}`,
          name: `${category} No. ${i + 1}`,
          category,
          launched: late < 0 ? undefined : dayOf(FIRST_LAUNCH) + DAYS_APART * (late * CATEGORIES.length + c),
        };
      }),
    ]),
  );

/** Products that are new on a day. */
export const newOn = (day: number, assortment: Assortment): Product[] =>
  [...assortment.values()]
    .flatMap((products) => products.slice(-LAUNCHED_IN_CATEGORY))
    .filter(({ launched }) => launched! <= day && day < launched! + NEW_DAYS);

/** Products of a category that are there on a day and no longer new. */
export const knownOn = (day: number, category: string, assortment: Assortment): Product[] =>
  assortment.get(category)!.filter(({ launched }) => launched === undefined || launched + NEW_DAYS <= day);
