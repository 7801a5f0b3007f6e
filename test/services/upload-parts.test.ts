import { randomBytes } from 'node:crypto';
import { appendFile, stat, utimes } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { beyondRights, LANDING, newShop, onServer, type Shop, watched } from './uploading.ts';

const PART = 8 * 2 ** 20;
const LATER = new Date('2100-01-01T00:00:00Z');

onServer();

const partsSent = (): (number | undefined)[] =>
  watched.asked
    .filter(({ operation }) => operation === 'UploadPart')
    .map(({ part }) => part)
    .sort();

describe('an upload in parts', () => {
  const content = randomBytes(2 * PART + 12_345);
  const key = `${LANDING}big.csv`;

  /** A shop that has a big file whose upload was cut off when the first part was in. */
  async function cutOff() {
    const shop = await newShop();
    shop.world.hasIntake = false;
    await shop.write('dumps/big.csv', content);
    watched.allow = ({ part = 1 }) => part === 1;
    const { status, err } = await shop.upload('dumps/big.csv', '--wait', '0');
    expect(status).toBe(3);
    expect(err).toContain(`s3://${shop.bucket}: no answer`);
    expect(await shop.versions()).toBe(0);
    watched.forget();
    return shop;
  }

  const inBucket = async ({ store }: Shop): Promise<Buffer> => Buffer.from((await store.get(key))!.body);

  test('goes on where the line was cut, with nothing but the rights of an uploader', async () => {
    const shop = await cutOff();
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([2, 3]);
    expect((await inBucket(shop)).equals(content)).toBe(true);
    expect(beyondRights()).toEqual([]);
  });

  test('sends a part anew whose content is another, though the file looks as old as before', async () => {
    const shop = await cutOff();
    const changed = Buffer.from(content);
    changed[7] = changed[7]! ^ 1;
    const { atime, mtime } = await stat(`${shop.folder}/dumps/big.csv`);
    await shop.write('dumps/big.csv', changed);
    await utimes(`${shop.folder}/dumps/big.csv`, atime, mtime);
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([1, 2, 3]);
    expect(watched.asked.map(({ operation }) => operation)).not.toContain('CreateMultipartUpload');
    expect((await inBucket(shop)).equals(changed)).toBe(true);
  });

  // A bucket dates an object by the beginning of its upload: an old one would bring the dump before what it corrects.
  test.each([
    ['the file was written', (shop: Shop) => utimes(`${shop.folder}/dumps/big.csv`, LATER, LATER)],
    ['other content was put', (shop: Shop) => shop.store.put(key, 'small')],
  ])('begins anew where %s after the former try began', async (_, happens) => {
    const shop = await cutOff();
    await happens(shop);
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([1, 2, 3]);
    expect(watched.asked.map(({ operation }) => operation)).toContain('CreateMultipartUpload');
    expect((await inBucket(shop)).equals(content)).toBe(true);
  });

  test('puts nothing of a file that somebody writes to in the meantime', async () => {
    const shop = await newShop();
    await shop.write('dumps/big.csv', content);
    watched.allow = async ({ part }) => {
      if (part === 3) await appendFile(`${shop.folder}/dumps/big.csv`, 'more');
      return true;
    };
    const { status, err } = await shop.upload('dumps/big.csv');
    expect(status).toBe(3);
    expect(err).toContain('big.csv changed while it was uploaded: upload it again when nobody writes to it');
    expect(await shop.versions()).toBe(0);
  });

  test.each([
    ['with other checksums', { ChecksumAlgorithm: 'CRC32' as const }],
    ['without checksums', {}],
  ])('leaves alone what another tool began %s', async (_, asked) => {
    const shop = await newShop();
    shop.world.hasIntake = false;
    await shop.write('dumps/big.csv', content);
    await shop.client.send(new CreateMultipartUploadCommand({ Bucket: shop.bucket, Key: key, ...asked }));
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([1, 2, 3]);
    expect((await inBucket(shop)).equals(content)).toBe(true);
    const left = await shop.client.send(new ListMultipartUploadsCommand({ Bucket: shop.bucket }));
    expect(left.Uploads).toHaveLength(1);
  });

  test('begins anew where somebody else has ended the upload that it went on with', async () => {
    const shop = await cutOff();
    const { client, bucket } = shop;
    watched.allow = async ({ operation }) => {
      if (operation !== 'ListParts') return true;
      watched.allow = () => true;
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      for (const { UploadId } of Uploads)
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId }));
      return true;
    };
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([1, 2, 3]);
    expect((await inBucket(shop)).equals(content)).toBe(true);
  });
});
