/**
 * What fauxqs leaves out of S3, answered in front of it: conditions of puts and gets, checksums of copies, and listings in the order of bytes,
 * with names encoded, of objects and of versions (a bucket without versions has one for each key).
 */
import { createHash } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { paginateListObjectsV2, S3Client, type _Object as Stored } from '@aws-sdk/client-s3';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export type Answers = (asked: IncomingMessage, body: Buffer) => Promise<Answer>;

const NOTHING = Buffer.alloc(0);

export const errorXml = (code: string): string =>
  `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
const xmlAnswer = (status: number, xml: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(xml),
});

/** @param port where fauxqs listens */
export function answersOf(port: number): Answers {
  const client = new S3Client({ endpoint: `http://127.0.0.1:${port}`, forcePathStyle: true });
  /** Conditions are looked at in turn, each with what follows from it. */
  let turn: Promise<unknown> = Promise.resolve();

  return (asked, body) => {
    const url = new URL(asked.url!, 'http://bucket');
    const { 'if-none-match': ifNone, 'if-match': ifMatch } = asked.headers;
    const isListing = url.searchParams.has('list-type') || url.searchParams.has('versions');
    if (asked.method === 'GET' && isListing) return listing(client, url);
    if (asked.headers['x-amz-checksum-algorithm'] === 'SHA256') return copied(port, asked);
    if (ifNone === undefined && ifMatch === undefined) return passed(port, asked.method!, asked, body);
    const answer = turn.then(async () => {
      const { status, headers } = await passed(port, 'HEAD', asked, NOTHING);
      const isRight = ifNone === undefined ? headers.etag === ifMatch : status === 404;
      if (!isRight) return xmlAnswer(412, errorXml('PreconditionFailed'));
      return passed(port, asked.method!, asked, body);
    });
    turn = answer.catch(() => {});
    return answer;
  };
}

/** A copy, with the checksum that was asked for. */
async function copied(port: number, asked: IncomingMessage): Promise<Answer> {
  const answer = await passed(port, 'PUT', asked, NOTHING);
  if (answer.status !== 200) return answer;
  const { 'x-amz-copy-source': _, ...headers } = asked.headers;
  const { body } = await passed(port, 'GET', { url: asked.url, headers }, NOTHING);
  const sha256 = createHash('sha256').update(body).digest('base64');
  const told = answer.body.toString().replace('</ETag>', `</ETag><ChecksumSHA256>${sha256}</ChecksumSHA256>`);
  return xmlAnswer(200, told);
}

/** A request as it came, but for its conditions. */
function passed(
  port: number,
  method: string,
  asked: Pick<IncomingMessage, 'url' | 'headers'>,
  body: Buffer,
): Promise<Answer> {
  const headers = { ...asked.headers, 'content-length': String(body.length) };
  for (const condition of ['if-match', 'if-none-match', 'transfer-encoding'])
    delete headers[condition as 'if-match'];
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', method, path: asked.url!, headers }, (told) => {
      const whole = (parts: Buffer[]): void =>
        resolve({ status: told.statusCode!, headers: told.headers, body: Buffer.concat(parts) });
      Array.fromAsync(told).then(whole, reject);
    })
      .on('error', reject)
      .end(body);
  });
}

const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%20', '+');

/** A page of objects or of versions. */
async function listing(client: S3Client, { pathname, searchParams: asked }: URL): Promise<Answer> {
  const input = { Bucket: pathname.split('/')[1]!, Prefix: asked.get('prefix') ?? '' };
  const objects: Stored[] = [];
  for await (const page of paginateListObjectsV2({ client }, input)) objects.push(...(page.Contents ?? []));
  const bytesOf = (key = ''): Buffer => Buffer.from(key);
  const after = bytesOf(asked.get('start-after') ?? asked.get('key-marker') ?? '');
  const rest = objects
    .filter(({ Key }) => Buffer.compare(bytesOf(Key), after) > 0)
    .sort((a, b) => Buffer.compare(bytesOf(a.Key), bytesOf(b.Key)));
  const page = rest.slice(0, Number(asked.get('max-keys') ?? 1000));
  const ofVersions = asked.has('versions');
  const name = ofVersions ? 'Version' : 'Contents';
  const entries = page.map(
    ({ Key, Size, ETag, LastModified }) =>
      `<${name}><Key>${encoded(Key!)}</Key><Size>${Size}</Size><ETag>${ETag}</ETag><VersionId>null</VersionId>` +
      `<LastModified>${LastModified!.toISOString()}</LastModified></${name}>`,
  );
  const isCut = page.length < rest.length;
  const next = isCut ? `<NextKeyMarker>${encoded(page.at(-1)!.Key!)}</NextKeyMarker>` : '';
  const root = ofVersions ? 'ListVersionsResult' : 'ListBucketResult';
  return xmlAnswer(
    200,
    `<${root}><EncodingType>url</EncodingType><IsTruncated>${isCut}</IsTruncated>${next}${entries.join('')}</${root}>`,
  );
}
