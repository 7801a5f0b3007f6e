import { pythonWithMoto } from './installed.ts';
import { type Server, startServer } from './server.ts';

/** A moto of its own, empty: it answers like AWS (S3, Glue, SQS and more), any credentials will do. */
export async function startMoto(): Promise<Server> {
  const args = ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'];
  return startServer(await pythonWithMoto(), args, {
    listens: /Running on http:\/\/127\.0\.0\.1:(\d+)/,
    env: { PYTHONUNBUFFERED: '1' },
  });
}
