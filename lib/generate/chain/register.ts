/** What the CRM of a chain says of its customers. One thing nobody has ever asked for: what people do for a living. */
import type { Random } from '../../lifetime/random.ts';
import { between, oneOf, whole } from './chance.ts';
import type { Customer } from './people.ts';
import { ROLES } from './plan.ts';
import type { Range } from './role.ts';

/** A row of the customers feed; empty is what is not known. */
export type Registered = Record<(typeof REGISTER_COLUMNS)[number], string | number>;

export const REGISTER_COLUMNS = [
  ...['customer_id', 'name', 'customer_type', 'segment', 'region', 'registered_on', 'referred_by'],
  ...['acquired_by', 'cooperation', 'wallet', 'birth_year', 'gender', 'education', 'occupation'],
  ...['income_band', 'household', 'preferred_contact', 'account_manager', 'floor_space'],
] as const;

const FIRST_NAMES = ['Ada', 'Bela', 'Chiara', 'David', 'Emil', 'Fatma', 'Greta', 'Hugo', 'Ines', 'Jonas'];
const LAST_NAMES = ['Abel', 'Brandt', 'Costa', 'Demir', 'Engel', 'Fuchs', 'Gruber', 'Horn', 'Ilic', 'Jung'];
const TRADES = { dealer: 'Trading', agent: 'Agency', franchisee: 'Shops' } as const;
const SEGMENTS = { consumer: 'private', dealer: 'trade', agent: 'trade', franchisee: 'network' } as const;
const ASKED = 0.8;
const BORN: Range = [1945, 2004];
const FLOOR_SPACE: Range = [40, 400];
/** Consumers are seldom asked what they spend elsewhere. */
const WALLET_ASKED = 0.3;

/** @param spends what the customer spent in the last year, in cents */
export function registered(
  customer: Customer,
  known: { registeredOn: string; referredBy: string; acquiredBy: string; spends: number },
  random: Random,
): Registered {
  const { type } = ROLES[customer.role];
  const isPerson = type === 'consumer';
  const asked = (values: readonly string[]) => (random() < ASKED ? oneOf(values, random) : '');
  const ofPerson = (values: readonly string[]) => (isPerson ? asked(values) : '');
  const isWalletKnown = !isPerson || random() < WALLET_ASKED;
  const person = `${oneOf(FIRST_NAMES, random)} ${oneOf(LAST_NAMES, random)}`;
  return {
    customer_id: customer.id,
    name: isPerson ? person : `${person} ${TRADES[type]}`,
    customer_type: type,
    segment: SEGMENTS[type],
    region: customer.region,
    registered_on: known.registeredOn,
    referred_by: known.referredBy,
    acquired_by: known.acquiredBy,
    cooperation: customer.cooperation ?? '',
    wallet: isWalletKnown && known.spends > 0 ? Math.ceil(known.spends / 100 / customer.walletShare) : '',
    birth_year: isPerson && random() < ASKED ? whole(BORN, random) : '',
    gender: ofPerson(['f', 'm', 'd']),
    education: ofPerson(['school', 'trade', 'college']),
    occupation: '',
    income_band: ofPerson(['low', 'middle', 'high']),
    household: ofPerson(['single', 'couple', 'family']),
    preferred_contact: asked(['mail', 'telephone', 'letter']),
    account_manager: customer.manager ?? '',
    floor_space: isPerson ? '' : Math.round(between(FLOOR_SPACE, random)),
  };
}
