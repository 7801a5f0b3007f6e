import { describe, expect, test } from 'vitest';
import { besideSales, type Contact } from './beside-sales.ts';
import { pick, visits } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const asOf = '2024-06-15';

const complaint = (customer: string, at: string, answered?: string): Contact => ({
  customer,
  at,
  direction: 'in',
  kind: 'complaint',
  ...(answered === undefined ? {} : { answered }),
});

const serviceOf = async (contacts: Contact[] | undefined, more: Partial<Case> & { lines?: Line[] } = {}) => {
  const { lines = [], ...rest } = more;
  const given = { ...besideSales({ lines, ...(contacts ? { contacts } : {}) }), ...rest.given };
  const { service_quality, open_complaints } = await workbench({ asOf, lines, ...rest, given }, [
    'service_quality',
    'open_complaints',
  ]);
  return { all: service_quality!.find(({ scope }) => scope === 'all')!, service_quality, open_complaints };
};

describe('service_quality', () => {
  test('a complaint is answered in time up to the last second of the hours, counted on the clock', async () => {
    const { all } = await serviceOf([
      complaint('a', '2024-03-01 09:30:15', '2024-03-02 09:30:15'),
      complaint('b', '2024-03-01 09:30:15', '2024-03-02 09:30:16'),
      // Less than 24 hours, and two midnights are not two days.
      complaint('c', '2024-02-28 23:59:59', '2024-02-29 23:00:00'),
      // An answer without a time of day seems to be earlier than its complaint.
      complaint('d', '2024-03-01 09:30:15', '2024-03-01 00:00:00'),
    ]);
    expect(all).toMatchObject({ complaints: 4, answered_in_time: 3, answered_late: 1, unanswered: 0 });
  });

  test('the median and the 90th percentile lie between answers, exactly', async () => {
    // 1, 2, 4 and 10 hours: the median is (2 + 4) ÷ 2; the percentile is 0.9 × 3 = 2.7 places on, 4 + 0.7 × 6.
    const { all } = await serviceOf(
      [10, 1, 4, 2].map((hours) =>
        complaint('a', '2024-03-01 08:00:00', `2024-03-01 ${String(8 + hours).padStart(2, '0')}:00:00`),
      ),
    );
    expect(pick([all], 'response_hours_median', 'response_hours_p90')).toEqual([[3, 8.2]]);
    const { all: one } = await serviceOf([complaint('a', '2024-03-01 08:00:00', '2024-03-01 08:45:00')]);
    expect(pick([one], 'response_hours_median', 'response_hours_p90')).toEqual([[0.75, 0.75]]);
  });

  test('each month has a row, also one in which nothing was said, and they add up to all', async () => {
    const { service_quality } = await serviceOf([
      complaint('a', '2024-03-31', '2024-04-01'),
      { customer: 'a', at: '2024-03-02', direction: 'in', kind: 'suggestion', satisfaction: 4 },
      { customer: 'b', at: '2024-03-02', satisfaction: 3 },
      // What goes out on a complaint is no complaint.
      { customer: 'a', at: '2024-05-02', kind: 'complaint' },
      complaint('b', '2024-06-15 00:00:00'),
      complaint('b', '2024-06-14 23:59:59'),
      { customer: 'later', at: '2024-06-16', direction: 'in', kind: 'complaint' },
    ]);
    expect(
      pick(
        service_quality,
        'scope',
        'month',
        'is_complete',
        'contacts',
        'suggestions',
        'complaints',
        'answered_in_time',
        'unanswered',
        'still_open',
        'satisfaction_contacts',
        'satisfaction_mean',
      ),
    ).toEqual([
      ['all', null, false, 6, 1, 3, 1, 2, 1, 2, 3.5],
      ['month', '2024-03-01', true, 3, 1, 1, 1, 0, 0, 2, 3.5],
      ['month', '2024-04-01', true, 0, 0, 0, 0, 0, 0, 0, null],
      ['month', '2024-05-01', true, 1, 0, 0, 0, 0, 0, 0, null],
      ['month', '2024-06-01', false, 2, 0, 2, 0, 2, 1, 0, null],
    ]);
  });

  test('an answer that came after the as-of date is not known on it', async () => {
    const { all, open_complaints } = await serviceOf([complaint('a', '2024-06-10', '2024-06-16')]);
    expect(all).toMatchObject({ answered_late: 0, unanswered: 1, still_open: 0 });
    expect(open_complaints).toHaveLength(1);
  });

  test('those who buy again within the days are counted by how they were answered', async () => {
    // 90 days after 2024-03-17 are over on 2024-06-15, the as-of date; those after 2024-03-18 are not.
    const lines = [
      ...visits('fast', '2024-01-01', '2024-06-15'),
      ...visits('fast-too-late', '2024-01-01', '2024-03-17'),
      ...visits('late', '2024-01-01', '2024-03-18'),
      ...visits('unanswered', '2024-01-01'),
      ...visits('first-after', '2024-04-01'),
      ...visits('still-counting', '2024-01-01', '2024-04-01'),
      // On the 91st day.
      ...visits('patient', '2024-01-01', '2024-05-01'),
    ];
    const { all } = await serviceOf(
      [
        complaint('fast', '2024-03-17', '2024-03-17'),
        complaint('fast-too-late', '2024-03-17', '2024-03-17'),
        complaint('late', '2024-03-17', '2024-03-20'),
        // A customer counts once for each complaint.
        complaint('late', '2024-02-01', '2024-03-20'),
        complaint('unanswered', '2024-03-17'),
        complaint('first-after', '2024-03-17', '2024-03-17'),
        complaint('still-counting', '2024-03-18', '2024-03-18'),
        complaint('patient', '2024-01-31', '2024-01-31'),
      ],
      { lines },
    );
    expect(
      ['in_time', 'late', 'unanswered'].map((answer) =>
        ['followed', 'repurchased', 'repurchase_rate'].map((what) => all[`${what}_${answer}`]),
      ),
    ).toEqual([
      [3, 1, 1 / 3],
      [2, 2, 1],
      [1, 0, 0],
    ]);
  });

  test('all is complete once its last month is', async () => {
    const complete = async (day: string) =>
      (await serviceOf([complaint('a', '2024-05-02')], { asOf: day })).all.is_complete;
    expect(await complete('2024-06-29')).toBe(false);
    expect(await complete('2024-06-30')).toBe(true);
  });

  test.each([
    ['the feed', undefined],
    ['a contact in it', []],
  ])('without %s nothing is measured', async (_, contacts) => {
    const { service_quality, open_complaints } = await serviceOf(contacts, {
      lines: visits('a', '2024-01-01'),
    });
    expect(service_quality).toHaveLength(1);
    const { scope, is_complete, as_of_date, release_id, ...measures } = service_quality![0]!;
    expect([scope, is_complete]).toEqual(['all', false]);
    expect(Object.values(measures).every((value) => value === null)).toBe(true);
    expect(open_complaints).toEqual([]);
  });
});

describe('open_complaints', () => {
  test('say how long they wait, who looks after the customer, and what is at stake', async () => {
    const lines: Line[] = [
      { customer: 'a', on: '2024-05-01', amount: 80 },
      { customer: 'a', on: '2024-06-01', amount: 999 },
      { customer: 'b', on: '2024-05-01', amount: -5 },
    ];
    const contacts = [
      complaint('a', '2024-06-15 00:00:00'),
      complaint('b', '2024-06-14 23:30:00'),
      complaint('stranger', '2024-06-01 12:00:00'),
      complaint('a', '2024-06-01', '2024-06-02'),
    ];
    const customers = [{ customer_id: 'a', account_manager: 'Ann' }];
    const { open_complaints } = await serviceOf(contacts, {
      lines,
      given: besideSales({ lines, contacts, customers }),
    });
    // The stranger waits since noon 14 days before the as-of date, which has 24 hours of its own: 12 + 14 × 24.
    expect(
      pick(
        open_complaints,
        'customer_id',
        'account_manager',
        'hours_open',
        'days_open',
        'is_late',
        'money_at_stake',
      ),
    ).toEqual([
      ['stranger', null, 348, 14, true, null],
      ['b', null, 24, 1, true, '0.0000'],
      ['a', 'Ann', 24, 0, false, '80.0000'],
    ]);
  });
});
