/** An S3 in this process, whose line to its clients a test can disturb. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { openBucket } from '../../lib/storage/s3.ts';
import { type Patience, s3Client } from '../../lib/storage/s3-client.ts';
import type { NewBucket } from './bucket-promises.ts';
import { type Answer, answersOf, errorXml } from './fuller-fauxqs.ts';

/**
 * Answers in the server's stead.
 * @param pass has the server do what is asked, which the client has not been told yet
 * @returns false where it leaves the request to the server
 */
export type Fault = (
  asked: IncomingMessage,
  answer: ServerResponse,
  pass: () => Promise<Answer>,
) => Promise<boolean>;

export interface BucketServer {
  endpoint: string;
  /** Where the environment names the server, as it would AWS. */
  newBucket(): Promise<NewBucket>;
  /** What happens to requests from here on; undefined: nothing. */
  fault: Fault | undefined;
  stop(): Promise<void>;
}

async function startBucketServer(): Promise<BucketServer> {
  const fauxqs = await startFauxqs({ port: 0, logger: false });
  const answers = answersOf(fauxqs.port);
  const server = createServer(async (asked, answer) => {
    const body = Buffer.concat(await Array.fromAsync(asked));
    const pass = (): Promise<Answer> => answers(asked, body);
    if (await made.fault?.(asked, answer, pass)) return;
    const told = await pass();
    answer.writeHead(told.status, told.headers).end(told.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const made: BucketServer = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async newBucket() {
      const client = s3Client();
      const bucket = `patronage-${randomUUID()}`;
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      return { client, bucket };
    },
    fault: undefined,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await fauxqs.stop();
    },
  };
  return made;
}

/**
 * A server for the tests of a file, named by their environment.
 * @returns it, once tests run; a way to open a new bucket of it (or one that is `there`), whose store does not wait between
 *   its own tries but tells how often it would have; and an answer that refuses
 */
export function serverOfTests() {
  let started: BucketServer;
  beforeAll(async () => {
    started = await startBucketServer();
    const named = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
    for (const [name, value] of Object.entries({ ...named, AWS_ENDPOINT_URL: started.endpoint }))
      vi.stubEnv(name, value);
  });
  afterEach(() => {
    started.fault = undefined;
  });
  afterAll(() => started.stop());

  return {
    server: () => started,

    async open(patience?: Patience, there?: { bucket: string }) {
      const { bucket } = there ?? (await started.newBucket());
      const waits: number[] = [];
      const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
      return Object.assign(openBucket(bucket, { client: s3Client(patience), wait }), { waits, bucket });
    },

    refuse(answer: ServerResponse, status: number, code: string): true {
      answer.writeHead(status, { 'content-type': 'application/xml' }).end(errorXml(code));
      return true;
    },
  };
}
