/** Decides requests as IAM does within one account: an explicit no wins, then a yes is needed. */
import { type Conditions, type Context, hold, matches } from './conditions.ts';
import { ACCOUNT } from './deployed.ts';

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, string | string[]>;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Conditions;
}

export interface Request {
  /** ARN of a role, or the name of a service such as `s3.amazonaws.com`. */
  principal: string;
  action: string;
  resource: string;
  context?: Context;
}

export interface Policies {
  /** Of the principal. */
  own: readonly Statement[];
  /** Of the bucket, queue, topic or key that is asked for. */
  ofResource: readonly Statement[];
}

const KNOWN = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

const list = <T>(values: T | T[]): T[] => [values].flat() as T[];

function speaksOf(statement: Statement, { action, resource, context = {} }: Request): boolean {
  const strange = Object.keys(statement).find((key) => !KNOWN.includes(key));
  if (strange) throw new TypeError(`${strange} in a statement is not known here`);
  const { Action, Resource, Condition = {} } = statement;
  return (
    list(Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    list(Resource).some((pattern) => matches(pattern, resource)) &&
    hold(Condition, context)
  );
}

/** Whom a statement of a resource means: this principal by its name, or the account, which leaves it to its own policies. */
function meant({ Principal }: Statement, principal: string): 'itself' | 'account' | undefined {
  if (Principal === undefined) throw new TypeError('a policy of a resource names no principal');
  const named = Principal === '*' ? ['*'] : Object.values(Principal).flatMap(list);
  if (named.includes('*') || named.includes(principal)) return 'itself';
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  return named.includes(root) && principal.startsWith('arn:aws:iam::') ? 'account' : undefined;
}

export function isAllowed(request: Request, { own, ofResource }: Policies): boolean {
  const { principal, action, resource } = request;
  const context = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', ...request.context };
  const asked = { principal, action, resource, context };
  const mine = own.filter((statement) => speaksOf(statement, asked));
  const ofIt = ofResource.filter((statement) => speaksOf(statement, asked));
  const says = (effect: Statement['Effect'], who: 'itself' | 'account'): boolean =>
    ofIt.some((statement) => statement.Effect === effect && meant(statement, principal) === who);

  if (mine.some(({ Effect }) => Effect === 'Deny')) return false;
  if (says('Deny', 'itself') || says('Deny', 'account')) return false;
  if (says('Allow', 'itself')) return true;
  const mayByItself = mine.some(({ Effect }) => Effect === 'Allow');
  // A key's own policy must speak; everything else of the account follows the policies of who asks.
  return mayByItself && (!action.startsWith('kms:') || says('Allow', 'account'));
}
