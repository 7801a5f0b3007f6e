import { expect, test } from 'vitest';
import { generateChain } from '../../lib/generate/chain/chain.ts';
import { chainConfiguration } from '../../lib/generate/chain/configuration.ts';
import { chainDumps } from '../../lib/generate/chain/dumps.ts';
import { CHAIN } from '../../lib/generate/chain/plan.ts';
import { findingOf, truthsOf } from '../../lib/generate/chain/truths.ts';
import { openShop } from '../command-line.ts';

test('every truth planted in a chain is found in its tables, and nothing that was not planted', async () => {
  const chain = generateChain(CHAIN);
  const shop = await openShop({
    'patronage.yaml': chainConfiguration(CHAIN),
    ...Object.fromEntries(chainDumps(chain)),
  });
  const { status, err } = await shop.patronage('run');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const findings = [];
  for (const truth of truthsOf(chain)) findings.push(findingOf(truth, await shop.query(truth.sql)));
  // One false find in twenty would be borne. This seed has none, so that whatever comes in is seen.
  expect(findings).toEqual(
    findings.map(({ name, planted }) => ({ name, planted, found: planted, missed: [], notPlanted: [] })),
  );
}, 240_000);
