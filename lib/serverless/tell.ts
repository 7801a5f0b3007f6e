/** Tells in the morning what was published, to all who listen to the topic. */
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Patronage } from '../patronage.ts';
import { bucketOf } from '../storage/open.ts';
import { presignedUrl } from '../storage/presigned.ts';
import { s3Client } from '../storage/s3-client.ts';
import type { Store } from '../storage/store.ts';
import { readNote } from '../warehouse/builds.ts';
import { manifestOf, readManifest } from '../warehouse/release.ts';
import { PAGE, reportKey } from '../warehouse/reported.ts';
import { MAIL_WIDTH, morningMessage } from '../words/morning.ts';
import { summaryText } from '../words/summary.ts';

/** Makes a link by which anybody can open an object of the warehouse for so many seconds. */
export type Link = (key: string, seconds: number) => Promise<string>;

/** Links to the objects of a bucket. */
export const linksTo =
  ({ location }: Store): Link =>
  (key, seconds) =>
    presignedUrl(s3Client(), bucketOf(location), key, seconds);

export interface Telling {
  sns: SNSClient;
  /** ARN. */
  topic: string;
  link: Link;
}

/**
 * How long the link to the report is meant to hold. It is signed with the credentials of the function's role and ends with
 * them, which may be sooner: the message says "within".
 */
const LINK_HOURS = 12;

/** The message about a published release. @throws Error where the release or its plan is gone */
async function messageOf(
  patronage: Patronage,
  releaseId: string,
  link: Link,
): Promise<ReturnType<typeof morningMessage>> {
  const { store, configuration } = patronage;
  const { receipts, follows } = await readNote(store, releaseId, 'plan');
  const manifest = await manifestOf(store, releaseId);
  const key = reportKey(releaseId, PAGE);
  return morningMessage({
    name: configuration.cloud.name,
    manifest,
    summary: await summaryText((sql) => patronage.query(manifest, sql), manifest, MAIL_WIDTH),
    receipts,
    former: follows === undefined ? undefined : await readManifest(store, follows),
    report: { key, link: await link(key, LINK_HOURS * 3600), hours: LINK_HOURS },
  });
}

/** Sends it. @returns the subject, for the log */
export async function tell(
  patronage: Patronage,
  releaseId: string,
  { sns, topic, link }: Telling,
): Promise<string> {
  const { subject, text } = await messageOf(patronage, releaseId, link);
  await sns.send(new PublishCommand({ TopicArn: topic, Subject: subject, Message: text }));
  return subject;
}
