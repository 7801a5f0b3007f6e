import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAthena } from '../../lib/engine/athena.ts';
import { startMoto } from './moto.ts';

let moto: Awaited<ReturnType<typeof startMoto>>;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

test('a query is started in its work group, waited for, and read, as moto speaks', async () => {
  const client = new AthenaClient({
    ...{ endpoint: moto.endpoint, region: 'us-east-1' },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const column = (Name: string, Type: string) => ({
    ...{ CatalogName: 'hive', SchemaName: '', TableName: '', Label: Name, Name, Type },
    ...{ Precision: 19, Scale: 0, Nullable: 'UNKNOWN', CaseSensitive: false },
  });
  const Data = (...values: string[]) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) });
  await fetch(`${moto.endpoint}/moto-api/static/athena/query-results`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      region: 'us-east-1',
      results: [
        {
          rows: [Data('rows', 'amount'), Data('2', '30.0000')],
          column_info: [column('rows', 'bigint'), column('amount', 'decimal')],
        },
      ],
    }),
  });
  const ResultConfiguration = { OutputLocation: 's3://results/build/' };
  await client.send(
    new CreateWorkGroupCommand({ Name: 'shop-build', Configuration: { ResultConfiguration } }),
  );
  const wait = async (): Promise<void> => {};
  const athena = openAthena({ client, workGroup: 'shop-build', database: 'shop_build', wait });
  expect(await athena.rows('sales', 'select 1')).toEqual([{ rows: 2, amount: '30.0000' }]);
  client.destroy();
});
