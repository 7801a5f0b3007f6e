/** What the lifetime models compute in a refresh, step by step, on customers made here: `models.ts CUSTOMERS`. */
import { backtest } from '../../lib/lifetime/backtest.ts';
import { fitPurchases } from '../../lib/lifetime/fit.ts';
import { fitSpend } from '../../lib/lifetime/gamma-gamma.ts';
import { intervals } from '../../lib/lifetime/interval.ts';
import { MODELS, modelNamed } from '../../lib/lifetime/models.ts';
import { seeded } from '../../lib/lifetime/random.ts';
import { scoreTriples } from '../../lib/lifetime/score.ts';
import { madeCustomers } from './customers.ts';
import { startSteps } from './steps.ts';

/** Two years of history, of which a third is kept back; two thirds of the customers were seen before that. */
const WEEKS = 104;
const HOLDOUT = 35;
const COHORTS = 24;

const customers = Number(process.argv[2]);
const random = seeded(1);
const steps = startSteps();
/** Time passes in the step that is begun here, until the next one begins. */
function timed<T>(what: string, work: () => T): T {
  steps.begin(what);
  return work();
}

const now = timed('making customers', () => madeCustomers(customers, WEEKS, random));
const calibration = timed('making customers', () =>
  madeCustomers(Math.round((customers * 2) / 3), WEEKS - HOLDOUT, random),
);
const none = new Float64Array(calibration.triples.x.length);
const outcome = { purchases: none, purchasesBefore: none };

const fits = MODELS.map((model) => timed(`fitting ${model.name}`, () => fitPurchases(model, now.triples)));
const spendFit = timed('fitting gamma_gamma', () => fitSpend(now.spend));
const before = MODELS.map((model) =>
  timed(`fitting ${model.name} before the holdout`, () => fitPurchases(model, calibration.triples)),
);
const spend = timed('fitting gamma_gamma before the holdout', () => fitSpend(calibration.spend)).parameters;
for (const [i, model] of MODELS.entries()) {
  timed(`backtesting ${model.name}`, () =>
    backtest(model.future(before[i]!.parameters), calibration.triples, HOLDOUT, outcome, {
      ...calibration,
      spend,
    }),
  );
}

const model = modelNamed('mbg_nbd');
const fit = fits[MODELS.indexOf(model)]!;
timed('scoring', () =>
  scoreTriples(model.future(fit.parameters), now.triples, { days: 365, annualRate: 0.1 }),
);
const perCohort = WEEKS / COHORTS;
const groupOf = Uint32Array.from(now.triples.age, (age) =>
  Math.min(COHORTS - 1, Math.floor(age / perCohort)),
);
timed(`intervals of ${COHORTS} cohorts`, () =>
  intervals({ ...now, model, fit, spendFit, groupOf, groups: COHORTS, weeks: 52 }, 1),
);
steps.begin('closing');
steps.report();
