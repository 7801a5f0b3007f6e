/** A server in front of another that writes down what is asked, and can cut the line. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from './server.ts';

/** What was asked: the operation as S3 calls it, and on what. */
export interface Asked {
  operation: string;
  /** Key of the object, or the prefix of a listing. */
  on: string;
  part?: number;
}

export interface Watched extends Server {
  /** All that was asked since `forget`. */
  readonly asked: readonly Asked[];
  /** Called before a request is handed on; false cuts the line instead. */
  allow: (asked: Asked) => boolean | Promise<boolean>;
  /** Forgets what was asked, and cuts nothing any more. */
  forget(): void;
}

function askedBy({ method = '', url = '' }: IncomingMessage): Asked {
  const { pathname, searchParams } = new URL(url, 'http://server');
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  const has = (name: string): boolean => searchParams.has(name);
  const on = key || (searchParams.get('prefix') ?? '');
  if (!key) return { operation: has('uploads') ? 'ListMultipartUploads' : `${method} list`, on };
  if (has('uploads')) return { operation: 'CreateMultipartUpload', on };
  if (!has('uploadId')) return { operation: `${method} object`, on };
  if (method === 'PUT') return { operation: 'UploadPart', on, part: Number(searchParams.get('partNumber')) };
  return { operation: method === 'GET' ? 'ListParts' : `${method} upload`, on };
}

/** Watches what goes to a server. The names in requests are signed, so they are handed on as they came. */
export async function watch(endpoint: string): Promise<Watched> {
  const asked: Asked[] = [];
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const what = askedBy(incoming);
    asked.push(what);
    if (!(await watched.allow(what))) {
      incoming.socket.destroy();
      return;
    }
    const { method, url, headers } = incoming;
    const onward = request(new URL(url!, endpoint), { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode!, response.headers);
      response.pipe(outgoing);
    });
    onward.once('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  };
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const watched: Watched = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    allow: () => true,
    forget() {
      asked.length = 0;
      watched.allow = () => true;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return watched;
}
