/** The section `metrics.rebates`: scales of rebates by quantity. */
import { z } from 'zod';
import { choice, name, number, rule, section, texts, wants } from './values.ts';

const step = section(
  {
    from: number('give net sales of a period, 0 or more', (value) => value >= 0 && value < 1e12),
    rate: number('give a rate from 0 to below 1, such as 0.03', (value) => value >= 0 && value < 1),
  },
  'give { from, rate }',
);

interface Scale {
  steps: readonly { from: number; rate: number }[];
}

const scale = section(
  {
    name: name('give the scale a name'),
    customer_types: texts('give a list of customer types, such as [dealer]').min(
      1,
      'is an empty list: name a customer type',
    ),
    category: name('give a category of the sales, or leave it out for all').optional(),
    phase: choice(['growing', 'ripe']),
    every: choice(['month', 'quarter', 'year']),
    steps: z
      .array(step, { error: wants('give a list, such as [{ from: 1000, rate: 0.02 }]') })
      .min(1, 'is an empty list: give a step'),
  },
  'give name, customer_types, phase, every and steps',
).check(
  rule<Scale>(({ steps }, report) => {
    if (!Array.isArray(steps)) return;
    steps.forEach((one, i) => {
      if (i > 0 && Number(one.from) <= Number(steps[i - 1]?.from))
        report(['steps', i, 'from'], 'must be above the step before it');
    });
  }),
);

/** `metrics.rebates`: no two scales of one name. */
export const rebates = z.array(scale, { error: wants('give a list of scales') }).check(
  z.superRefine((scales, context) => {
    const names = scales.map((one) => one.name);
    names.forEach((one, i) => {
      if (names.indexOf(one) < i)
        context.addIssue({
          code: 'custom',
          path: [i, 'name'],
          message: `is ${one}, as another scale is: name it otherwise`,
        });
    });
  }),
);
