/** All measures, in the order of the semantic model. */
import type { Measure } from './measure.ts';
import { BASE_MEASURES } from './measures/base.ts';
import { PROOF_MEASURES } from './measures/proof.ts';
import { RETENTION_MEASURES } from './measures/retention.ts';
import { SALES_MEASURES } from './measures/sales.ts';
import { VALUE_MEASURES } from './measures/value.ts';

export const MEASURES: readonly Measure[] = [
  ...SALES_MEASURES,
  ...RETENTION_MEASURES,
  ...BASE_MEASURES,
  ...VALUE_MEASURES,
  ...PROOF_MEASURES,
];
