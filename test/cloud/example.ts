/** The stacks of a small shop, as CloudFormation would get them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type WarehouseStacks, warehouseStacks } from '../../lib/cloud/app.ts';
import { type Configuration, parseConfiguration } from '../../lib/config/configuration.ts';
import { sharedFolder } from '../folders.ts';

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

// A synth is a tenth of a second without it, three with it. `npx cdk synth` and `npm run test:services` do validate.
process.env.CDK_VALIDATION = 'false';

const SHOP = `warehouse: s3://shop-warehouse
currency: EUR
timezone: Europe/Berlin
feeds:
  sales:
    till: &till
      format: csv
      columns:
        customer_id: Customer
        ordered_at: { from: Date, format: "%d.%m.%Y" }
        net_sales: Net
    till-2: *till
  control_totals:
    ledger:
      format: csv
      columns: { source: { value: till }, month: { from: Month, format: "%Y-%m" }, net_sales: Net }
`;

/** @param cloud keys of the section `cloud`, such as `protect: false` */
export const shopWith = (cloud = ''): Configuration =>
  parseConfiguration(`${SHOP}cloud: { name: north_shop, ${cloud} }\n`, '/etc/shop/patronage.yaml');

export interface Synthesised extends WarehouseStacks {
  app: App;
  keptTemplate: Template;
  runningTemplate: Template;
}

/** The stacks with a bundle of one small file: what they say does not depend on what is in it. Call it outside of tests. */
export function synthesised(cloud = ''): Synthesised {
  const folder = sharedFolder();
  const bundle = join(folder, 'bundle');
  mkdirSync(bundle);
  writeFileSync(join(bundle, 'handler.mjs'), 'export const handler = () => {};\n');
  const app = new App({ context, outdir: join(folder, 'cdk.out') });
  const made = warehouseStacks(app, shopWith(cloud), bundle);
  return {
    app,
    ...made,
    keptTemplate: Template.fromStack(made.kept),
    runningTemplate: Template.fromStack(made.running),
  };
}
