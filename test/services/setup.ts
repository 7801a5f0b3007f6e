import { pythonWithMoto, versityGateway } from './installed.ts';

/** Installs the servers before any test starts, so that what is missing is said once and no test waits for it. */
export default async function setup(): Promise<void> {
  await pythonWithMoto();
  await versityGateway();
}
