import { afterAll, beforeAll } from 'vitest';
import { glueAt, gluePromises } from '../catalog/glue-promises.ts';
import { startMoto } from './moto.ts';

let moto: Awaited<ReturnType<typeof startMoto>>;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

gluePromises('Glue of moto', async () => {
  await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
  return glueAt(moto.endpoint);
});
