import { expect, test } from 'vitest';
import { isAllowed, type Statement } from './decide.ts';
import { ACCOUNT } from './deployed.ts';

const role = `arn:aws:iam::${ACCOUNT}:role/reader`;
const object = 'arn:aws:s3:::shop/a/b.csv';
const read: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/a/*' };
const everyone = { AWS: '*' };
const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

const asks = (action: string, resource: string, context = {}) => ({
  principal: role,
  action,
  resource,
  context,
});
const decided = (own: Statement[], ofResource: Statement[] = [], context = {}, action = 's3:GetObject') =>
  isAllowed(asks(action, action.startsWith('kms') ? 'key' : object, context), { own, ofResource });

test('who holds nothing may nothing', () => {
  expect(decided([])).toBe(false);
});

test('a statement is about its action and its resource only, and an action has no case', () => {
  expect(decided([read])).toBe(true);
  expect(decided([{ ...read, Action: ['S3:getobject', 's3:PutObject'] }])).toBe(true);
  expect(decided([{ ...read, Action: 's3:Get*' }])).toBe(true);
  expect(decided([{ ...read, Action: 's3:GetObjectVersion' }])).toBe(false);
  expect(decided([{ ...read, Resource: 'arn:aws:s3:::shop/b/*' }])).toBe(false);
  expect(decided([{ ...read, Resource: 'arn:aws:s3:::shop/a/?.csv' }])).toBe(true);
  expect(decided([{ ...read, Resource: 'arn:aws:s3:::shop/a' }])).toBe(false);
});

test('a no wins over any yes, wherever it stands', () => {
  const no: Statement = { ...read, Effect: 'Deny' };
  expect(decided([read, no])).toBe(false);
  expect(decided([read], [{ ...no, Principal: everyone }])).toBe(false);
  expect(decided([read], [{ ...no, Principal: '*' }])).toBe(false);
  expect(decided([read], [{ ...no, Principal: { Service: 's3.amazonaws.com' } }])).toBe(true);
});

test('a resource may let a principal in by name, while naming the account leaves it to the principal’s policies', () => {
  expect(decided([], [{ ...read, Principal: { AWS: role } }])).toBe(true);
  expect(decided([], [{ ...read, Principal: root }])).toBe(false);
});

test('a key must agree, be it only by trusting the account', () => {
  const use: Statement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'key' };
  expect(decided([use], [], {}, 'kms:Decrypt')).toBe(false);
  expect(decided([use], [{ ...use, Principal: root }], {}, 'kms:Decrypt')).toBe(true);
});

/** Conditions, what the request says, whether they hold. */
// biome-ignore format: one case a line
const CONDITIONS: [string, Statement['Condition'], Record<string, string>, boolean][] = [
  ['equal', { StringEquals: { 'aws:x': ['a', 'b'] } }, { 'AWS:X': 'b' }, true],
  ['not equal', { StringEquals: { 'aws:x': 'a' } }, { 'aws:x': 'b' }, false],
  ['said nothing', { StringEquals: { 'aws:x': 'a' } }, {}, false],
  ['said nothing, if it exists', { StringEqualsIfExists: { 'aws:x': 'a' } }, {}, true],
  ['unlike, and said nothing', { StringNotEquals: { 'aws:x': 'a' } }, {}, true],
  ['unlike any', { StringNotEquals: { 'aws:x': ['a', 'b'] } }, { 'aws:x': 'b' }, false],
  ['like', { StringLike: { 's3:prefix': 'a/*' } }, { 's3:prefix': 'a/b/' }, true],
  ['like, but above it', { StringLike: { 's3:prefix': 'a/*' } }, { 's3:prefix': '' }, false],
  ['an ARN', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::shop' } }, { 'aws:SourceArn': 'arn:aws:s3:::shop' }, true],
  ['absent', { Null: { 'aws:x': 'true' } }, {}, true],
  ['present', { Null: { 'aws:x': 'false' } }, {}, false],
  ['a lower number', { NumericLessThan: { 's3:TlsVersion': 1.2 } }, { 's3:TlsVersion': '1.1' }, true],
  ['no lower number', { NumericLessThan: { 's3:TlsVersion': 1.2 } }, { 's3:TlsVersion': '1.2' }, false],
  ['true or false', { Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'false' }, true],
  ['all of several', { StringEquals: { 'aws:x': 'a' }, Bool: { 'aws:y': 'true' } }, { 'aws:x': 'a' }, false],
];
test.each(CONDITIONS)('conditions: %s', (_, Condition, context, holds) => {
  expect(decided([{ ...read, Condition: Condition! }], [], context)).toBe(holds);
});

test('what it does not know is an error, never a yes', () => {
  expect(() => decided([{ ...read, Condition: { DateLessThan: { 'aws:x': '1' } } }])).toThrow('DateLessThan');
  expect(() => decided([{ ...read, NotAction: 'x' } as Statement])).toThrow('NotAction');
});
