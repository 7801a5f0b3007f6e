/** The reasons to turn to a customer, in the order in which the page lists them, and how each list is to be read. */

export interface Reason {
  reason: string;
  title: string;
  /** What the list is about, for whom it is not obvious. */
  meaning: string;
  /** Does it take the contacts feed to know? */
  isOfContacts?: true;
  /** How the columns due_on and days are to be read; left out where the reason has none. */
  due?: string;
  days?: string;
}

export const REASONS: readonly Reason[] = [
  {
    reason: 'contact_due',
    title: 'Contacts due',
    meaning: 'By the contact plan, up to the end of the month.',
    isOfContacts: true,
    due: 'due',
    days: 'days overdue',
  },
  {
    reason: 'complaint_unanswered',
    title: 'Complaints without an answer',
    meaning: 'All of a customer in one row.',
    isOfContacts: true,
    days: 'days open',
  },
  {
    reason: 'rising',
    title: 'Rising customers',
    meaning: 'At stake is what another year at that pace would bring more.',
  },
  {
    reason: 'over_contacted',
    title: 'Contacted too often',
    meaning: 'No contact before the day that is named.',
    isOfContacts: true,
    due: 'not before',
  },
  {
    reason: 'overdue',
    title: 'Overdue in buying',
    meaning:
      'Away for at least twice as long as is usual for them. At stake are their net sales of 12 months.',
    due: 'expected',
    days: 'days since',
  },
];
