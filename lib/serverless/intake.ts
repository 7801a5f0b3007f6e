/** Takes in the dumps that the messages of a queue tell of. */
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { NotADump } from '../intake/landing-key.ts';
import type { Placed } from '../intake/rules.ts';
import type { Patronage } from '../patronage.ts';
import { isBucket } from '../storage/open.ts';
import { objectAt, type Store } from '../storage/store.ts';
import { type Upload, uploadsIn } from './events.ts';
import { logError, type Observed } from './observed.ts';

export interface IntakeTools {
  patronage: Pick<Patronage, 'store' | 'intakeOne'>;
  observed: Observed;
  now: () => Date;
}

/**
 * Takes in what each message tells of, one after the other. A message whose dump is refused is done with: its uploader is
 * told, and a second try would refuse it again.
 * @returns the messages that failed, which come again and end among the dead letters; the others are done
 */
export async function takeInMessages(event: SQSEvent, tools: IntakeTools): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const message of event.Records) {
    try {
      for (const upload of uploadsIn(message)) await takeInUpload(upload, tools);
    } catch (error) {
      logError(tools.observed.logger, 'the message failed', error as Error, {
        message_id: message.messageId,
      });
      batchItemFailures.push({ itemIdentifier: message.messageId });
    }
  }
  tools.observed.metrics.addMetric('MessagesFailed', MetricUnit.Count, batchItemFailures.length);
  return { batchItemFailures };
}

async function takeInUpload(upload: Upload, { patronage, observed, now }: IntakeTools): Promise<void> {
  const { store } = patronage;
  if (isBucket(store.location) && store.location !== `s3://${upload.bucket}`) {
    throw new NotADump(
      `s3://${upload.bucket}/${upload.key}: the warehouse is ${store.location}; put the file there`,
    );
  }
  const key = await keyOf(upload, store);
  // A folder that somebody made in the console is an object that ends in a slash.
  if (key.endsWith('/')) return;
  const { version } = upload;
  const started = now().getTime();
  const { taken, known } = await patronage.intakeOne({ key, ...(version === undefined ? {} : { version }) });
  const seconds = (now().getTime() - started) / 1000;
  if (taken.length + known.length === 0) {
    throw new NotADump(`${key} is still being written; it is taken in when the message comes again`);
  }
  for (const dump of taken) {
    observed.logger.info('dump taken in', { ...logged(dump), seconds });
    count(dump, observed);
  }
  for (const dump of known)
    observed.logger.info('dump known, nothing is changed', { ...logged(dump), seconds });
}

/** EventBridge hands keys over as they are; should one come encoded, the plain one is there and the other is not. */
async function keyOf({ key, encodedKey }: Upload, store: Store): Promise<string> {
  if (encodedKey === undefined || (await objectAt(store, key))) return key;
  return (await objectAt(store, encodedKey)) ? encodedKey : key;
}

/** What a log may say of a dump: which it is and what became of it, nothing that stands in it. */
const logged = ({ receipt, state }: Placed) => ({
  dump_id: receipt.dump_id,
  key: receipt.landing,
  version: receipt.version,
  state,
  rows_read: receipt.reading.rows_read,
  rows_quarantined: receipt.reading.rows_quarantined,
});

function count({ receipt, state }: Placed, { metrics }: Observed): void {
  const { rows_read, rows_quarantined } = receipt.reading;
  metrics.addMetric('RowsRead', MetricUnit.Count, rows_read);
  metrics.addMetric('RowsQuarantined', MetricUnit.Count, rows_quarantined);
  metrics.addMetric('BytesRead', MetricUnit.Bytes, receipt.bytes);
  if (rows_read > 0)
    metrics.addMetric('QuarantinedShare', MetricUnit.Percent, (100 * rows_quarantined) / rows_read);
  metrics.addMetric('DumpsRefused', MetricUnit.Count, state === 'refused' ? 1 : 0);
  metrics.addMetric('DumpsAccepted', MetricUnit.Count, receipt.status === 'accepted' ? 1 : 0);
}
