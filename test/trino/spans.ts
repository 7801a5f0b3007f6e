/** Two shops at the ends: one with more than sixty years of data, and one whose dumps hold nothing that counts. */
import { openShop, type Shop } from '../command-line.ts';

const configuration = (more: string): string => `currency: EUR
timezone: Europe/Berlin
${more}
      format: csv
      columns: { order_id: order, customer_id: customer, ordered_at: day, product_id: product, net_sales: net,
        is_excluded: { when: { product_id: [POST] } } }
`;

const HEADER = 'order,customer,day,product,net';

/** From before 1970, and over more days than a list may have in Athena; its days are promised, and hardly any came. */
const OLD = [
  ...['1,anna,1959-12-31,p,10', '2,bert,1960-01-31,p,20', '3,bert,1960-02-29,p,20', '4,anna,1969-12-31,p,5'],
  ...[
    '5,anna,1970-01-01,p,5',
    '6,carl,1999-12-31,p,-5',
    '7,carl,2000-02-29,q,50',
    '9,dora,1980-02-29,q,50',
    '8,anna,2024-02-29,q,7',
  ],
];

export const openOld = (folder: string): Promise<Shop> =>
  openShop(
    {
      'patronage.yaml': configuration(`as_of: 2024-03-31
feeds:
  sales:
    till:
      files: till.csv
      not_before: 1950-01-01
      expect: { every: day, closed: [saturday, 1960-02-28] }`),
      'till.csv': `${[HEADER, ...OLD].join('\n')}\n`,
    },
    undefined,
    folder,
  );

export const openEmpty = (folder: string): Promise<Shop> =>
  openShop(
    {
      'patronage.yaml': configuration(`feeds:
  sales:
    till:
      files: till.csv`),
      'till.csv': `${HEADER}\n1,anna,2024-02-29,POST,5\n`,
    },
    undefined,
    folder,
  );
