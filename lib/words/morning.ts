/** The morning message: what was published, and which dumps came for it. */
import { wrap } from '../contract/dictionary.ts';
import type { Placed } from '../intake/rules.ts';
import type { Manifest } from '../warehouse/release.ts';
import { counted, hanging } from './figures.ts';
import { intakeText, isClean } from './intake-text.ts';
import { proofText, warningsText } from './summary.ts';

export interface Morning {
  /** Name of the warehouse, as people call it. */
  name: string;
  manifest: Manifest;
  /** What its tables say, as `summaryText` tells it. */
  summary: string;
  /** Every receipt that the release was made of. */
  receipts: readonly Placed[];
  /** The release that readers saw before; undefined where this is the first. */
  former: Pick<Manifest, 'as_of_date' | 'inputs'> | undefined;
  report: {
    /** Where it lies in the warehouse. */
    key: string;
    /** A link by which anybody can open it, for some hours. */
    link: string;
    hours: number;
  };
}

/** Characters of a line: mail programs break longer ones where they like. */
export const MAIL_WIDTH = 76;

/** Dumps with something to say that are told one by one; a mail is not a log. */
const TOLD = 30;

/** SNS takes less than a hundred characters of ASCII. */
const SUBJECT = 99;

/** The message as plain text. It names dumps and counts rows, and quotes nothing of what is in them. */
export function morningMessage(morning: Morning): { subject: string; text: string } {
  const { name, manifest, former, summary } = morning;
  const news = newsOf(morning);
  const refused = news.filter(({ state }) => state === 'refused').length;
  const since = former ? `since the release as of ${former.as_of_date}` : 'in the first release';
  const parts = [
    `${summary.trimEnd()}\n`,
    reportText(morning.report),
    `Dumps ${since}: ${countsText(news)}\n`,
    ...newsText(news, morning.receipts),
    `${wrap(proofText(manifest).trimEnd(), MAIL_WIDTH).join('\n')}\n${warningsText(manifest, MAIL_WIDTH)}`,
  ];
  const subject = `${name}: ${manifest.as_of_date} is published, ${counted(news.length, 'new dump')}`;
  return {
    subject: `${subject}${refused > 0 ? `, ${refused} REFUSED` : ''}`.slice(0, SUBJECT),
    text: parts.join('\n'),
  };
}

/** Receipts that the former release was not made of, and dumps that were taken out since; what was refused comes first. */
function newsOf({ receipts, former }: Morning): Placed[] {
  const before = new Map((former?.inputs ?? []).map(({ dump_id, state }) => [dump_id, state]));
  const news = receipts.filter(({ receipt, state }) => {
    const was = before.get(receipt.dump_id);
    return was === undefined || (state === 'withdrawn' && was !== 'withdrawn');
  });
  const isRefused = ({ state }: Placed): boolean => state === 'refused';
  return [...news.filter(isRefused), ...news.filter((one) => !isRefused(one))];
}

const COUNTED: [word: string, states: Placed['state'][]][] = [
  ['accepted', ['current', 'superseded']],
  ['REFUSED', ['refused']],
  ['duplicate', ['duplicate']],
  ['withdrawn', ['withdrawn']],
];

function countsText(news: readonly Placed[]): string {
  const counts = COUNTED.flatMap(([word, states]) => {
    const count = news.filter(({ state }) => states.includes(state)).length;
    return count === 0 ? [] : [counted(count, word, word)];
  });
  return counts.length === 0 ? 'none' : counts.join(', ');
}

function newsText(news: readonly Placed[], all: readonly Placed[]): string[] {
  if (news.length === 0) return [];
  const loud = news.filter((one) => !isClean(one));
  const left = loud.slice(TOLD);
  const taken = news.filter((one) => !left.includes(one));
  const more = left.length > 0 ? [`and ${counted(left.length, 'more dump')}: patronage status --json\n`] : [];
  return [intakeText({ taken, known: [] }, all, MAIL_WIDTH, false), ...more];
}

const reportText = ({ key, link, hours }: Morning['report']): string =>
  [
    `The report, by a link that ends within ${counted(hours, 'hour')}:`,
    link,
    ...hanging(`afterwards, for whoever may read it there: ${key}`, MAIL_WIDTH),
    '',
  ].join('\n');
