import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnreadableEvent, uploadsIn } from '../../lib/serverless/events.ts';
import { bridged, notification, TEST_EVENT } from './messages.ts';

const uploads = (body: string) => uploadsIn({ messageId: 'm1', body });
const KEY = 'landing/sales/till/Kasse 1+2 – ü%41.csv';

describe('a notification of S3', () => {
  test('tells of every object that came, under the key it has', () => {
    const multipart = { key: 'landing/b', name: 'ObjectCreated:CompleteMultipartUpload' };
    expect(uploads(notification({ key: KEY, version: 'v1' }, multipart))).toEqual([
      { bucket: 'shop', key: KEY, version: 'v1' },
      { bucket: 'shop', key: 'landing/b' },
    ]);
  });

  test('keeps any key', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (key) => {
        expect(uploads(notification({ key }))).toEqual([{ bucket: 'shop', key }]);
      }),
      { seed: 9 },
    );
  });

  test('of something else tells of nothing, and neither does the one that tests the queue', () => {
    expect(uploads(notification({ key: 'a', name: 'ObjectRemoved:Delete' }))).toEqual([]);
    expect(uploads(TEST_EVENT)).toEqual([]);
  });

  test('may come by way of SNS', () => {
    const body = JSON.stringify({ Type: 'Notification', Message: notification({ key: KEY }) });
    expect(uploads(body)).toEqual([{ bucket: 'shop', key: KEY }]);
  });
});

describe('an event of EventBridge', () => {
  test('has the key as it is, and the one it would be if it were encoded where that is another', () => {
    expect(uploads(bridged({ key: 'landing/a.csv', version: 'v1' }))).toEqual([
      { bucket: 'shop', key: 'landing/a.csv', version: 'v1' },
    ]);
    expect(uploads(bridged({ key: 'landing/a+b.csv' }))).toEqual([
      { bucket: 'shop', key: 'landing/a+b.csv', encodedKey: 'landing/a b.csv' },
    ]);
    expect(uploads(bridged({ key: 'landing/100%.csv' }))).toEqual([
      { bucket: 'shop', key: 'landing/100%.csv' },
    ]);
  });

  test('of something else tells of nothing', () => {
    expect(uploads(bridged({ key: 'a', name: 'Object Deleted' }))).toEqual([]);
  });
});

test('any other message is an error that names it and says what is wrong', () => {
  const wrong = [
    'no json',
    'null',
    '{}',
    '{"Records":[{"eventSource":"aws:s3"}]}',
    JSON.stringify({ Type: 'Notification', Message: 'hello' }),
    notification({ key: 'x' }).replace('"x"', '"%"'),
  ];
  for (const body of wrong) {
    expect(() => uploads(body), body).toThrow(UnreadableEvent);
    expect(() => uploads(body), body).toThrow(/^message m1 does not tell of objects in S3: .+; see who else/);
  }
});
