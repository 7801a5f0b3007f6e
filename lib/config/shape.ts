/** What the configuration is once it is read: every default filled in, every path absolute. */
import type { FeedName } from '../contract/feeds.ts';

export interface Configuration {
  /** Absolute path of the file. */
  file: string;
  /** Its folder: relative paths in the file start here. */
  folder: string;
  /** An absolute folder, or `s3://bucket` as written. */
  warehouse: string;
  /** ISO code of the reporting currency, in capitals. */
  currency: string;
  /** IANA name of the report's time zone. */
  timezone: string;
  /** `data` (the latest business day of the dumps), `yesterday`, or a day as YYYY-MM-DD. */
  as_of: string;
  /** By feed, then by the name of the source. */
  feeds: Record<FeedName, Record<string, Source>>;
  metrics: Metrics;
  history: {
    /** For so many days before the as-of date the release of each business day is kept; month-ends are kept for good. */
    keep_days: number;
  };
  /** What makes the tables; auto: Athena where the lake in a bucket is larger than `athena.above_mb`, else DuckDB. */
  engine: 'auto' | 'duckdb' | 'athena';
  athena: {
    /** Millions of bytes of the current files of the lake. */
    above_mb: number;
  };
  cloud: Cloud;
}

export interface Source {
  feed: FeedName;
  name: string;
  /** Where dumps are copied from, relative to the folder of the file; read only where the warehouse is a folder. */
  files?: string;
  format: 'csv' | 'json' | 'parquet';
  delimiter?: string;
  /** One character; empty: nothing is quoted. */
  quote?: string;
  encoding?: 'utf-8' | 'utf-16' | 'utf-16le' | 'utf-16be' | 'latin-1' | 'windows-1252';
  decimal?: '.' | ',';
  compression?: 'none' | 'gzip' | 'zstd';
  /** Is new content under a known name a correction, or another dump whose name is used again? */
  names: 'corrected' | 'reused';
  expect?: Expectation;
  /** By canonical name. */
  columns: Record<string, ColumnMapping>;
  /** Further columns of the dump that say something of the customer, by the name of the attribute; only for customers. */
  attributes: Record<string, string>;
  customer_prefix: string;
  /** A dump with a larger share of rejected rows is refused as a whole. */
  max_quarantined_share: number;
  /** Rows before this day (YYYY-MM-DD) are rejected. */
  not_before: string;
}

export interface Expectation {
  every: 'day';
  /** A file name with %Y, %m and %d where the day stands, such as `sales-%Y-%m-%d.csv`. */
  day_in_name?: string;
  /** English weekdays in small letters, and days as YYYY-MM-DD. */
  closed: string[];
}

/** Exactly one of `from`, `value` and `when` is there. */
export interface ColumnMapping {
  /** Column of the dump. */
  from?: string;
  /** The same text for every row. */
  value?: string;
  /** How a column of days or times is written, in strptime directives. */
  format?: string;
  /** IANA name of the zone the dump's times are in; default: the report's. */
  timezone?: string;
  /** What texts of the dump mean: each is read as if the other stood there. */
  values?: Record<string, string>;
  /** Only for is_excluded: true where any of these canonical columns has one of these values. */
  when?: Record<string, string[]>;
}

export interface Metrics {
  purchase: { count_zero_value: boolean };
  /** b: null under `partner`, whose B is no question of rank. */
  tiers: {
    rule: 'revenue_share' | 'top_percent' | 'partner';
    a: number;
    b: number | null;
    window_months: number;
  };
  /** Without a purchase day for so many days a customer is inactive. */
  status: { inactive_days: number };
  lifetime: {
    horizon_days: number;
    annual_discount_rate: number;
    holdout_weeks: number;
    /** No key of the file: 2 where it names holdout_weeks, else 3. The history is at least so many holdouts long. */
    holdouts_in_history: number;
    max_holdout_miss: number;
    /** The model that is asked for; `auto`: chosen by its backtest. */
    model: 'auto' | 'nbd' | 'bg_nbd' | 'mbg_nbd' | 'pareto_nbd';
    min_customers: number;
    /** Customers with three purchase days or more. */
    min_frequent_customers: number;
    min_history_days: number;
  };
  /** Who is B under the tier rule `partner`, and which customer types are agents and franchisees. */
  partner: {
    agent_types: string[];
    franchisee_types: string[];
    growth: number;
    cooperation: number;
    loyalty: number;
  };
  /** Up by at least `growth`, and in reach of A within so many months at that pace. */
  rising: { growth: number; reach_months: number };
  /** A product is new for so many days; a score that is lower by `fall` than a year before has fallen. */
  loyalty: { new_product_days: number; fall: number };
  /** From that share of net sales at a discount on, a customer depends on discounts. */
  discount: { dependent_share: number };
  /** Attributes of customers whose values are told apart, where at least so many customers have the value. */
  profile: { attributes: string[]; min_customers: number };
  market?: Market;
  relationship: {
    few_below: number;
    many_from: number;
    /** Times the mean margin of a customer. */
    high_margin: number;
    low_margin: number;
    levels: Record<'few' | 'some' | 'many', Record<'high' | 'medium' | 'low', Level>>;
  };
  contact: {
    /** More contacts of ours than that within so many days are too many. */
    most: number;
    within_days: number;
    /** Contacts a year by tier and level. */
    cadence: Record<'A' | 'B' | 'C' | 'inactive', Record<Level, number>>;
  };
  /** A complaint is answered in time within so many hours; after it, a purchase is looked for so many days. */
  service: { answer_hours: number; repurchase_days: number };
  rebates: RebateScale[];
}

export type Level = 'basic' | 'reactive' | 'accountable' | 'proactive' | 'partnership';

/** Whom we could reach, and what they would spend: population × target share × reachable share are the target group. */
export interface Market {
  population: number;
  target_share: number;
  reachable_share: number;
  /** Planned share of the target group with valid data; default: as many as are in the warehouse. */
  valid_share?: number;
  /** Share of those that buys; default: as measured. */
  buyer_share?: number;
  /** What a buyer spends in a year; default: as measured. */
  yearly_spend?: number;
}

export interface RebateScale {
  name: string;
  customer_types: string[];
  /** Default: all categories together. */
  category?: string;
  /** In the ripe phase of a brand no rebate is given. */
  phase: 'growing' | 'ripe';
  every: 'month' | 'quarter' | 'year';
  /** Net sales of a period from which on the rate holds, for all of them; ascending. */
  steps: { from: number; rate: number }[];
}

/** How the warehouse runs on AWS; read by the stacks and the functions only. */
export interface Cloud {
  /** Small letters, digits and `_`: name of the Glue database, and the beginning of all other names. */
  name: string;
  /** Time of day of the nightly refresh in the report's time zone, HH:MM. */
  refresh_at: string;
  /** E-mail addresses that get the morning message and the alarms. */
  notify: string[];
  architecture: 'arm64' | 'x86_64';
  /** MB of each function. */
  memory: { intake: number; refresh: number };
  /** A dump of more megabytes, packed or unpacked, is refused: the function that reads it has no more room, nor time. */
  largest_dump_mb: number;
  /** Without a new release for so many hours someone is told. */
  freshness_hours: number;
  /** What must not be lost is kept when its stack is deleted, and the stack cannot be deleted by mistake. */
  protect: boolean;
}
