/** What Lambda gives a function, and what a function writes for CloudWatch. */
import type { Context } from 'aws-lambda';
import { onTestFinished, vi } from 'vitest';

/** The context of one call, as far as anybody reads it; what middlewares put into it comes with the call. */
export const callContext = <Given extends Context>(): Given =>
  ({
    functionName: 'patronage-function',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:patronage-function',
    memoryLimitInMB: '3008',
    awsRequestId: 'request-1',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => 900_000,
  }) as unknown as Given;

type Line = Record<string, unknown>;

/** Catches what is written to standard output and error while the test runs. */
export function catchOutput() {
  const texts: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation((text) => {
      texts.push(String(text));
      return true;
    });
    onTestFinished(() => spy.mockRestore());
  }
  const lines = (): Line[] =>
    texts
      .join('')
      .split('\n')
      .filter((text) => text.startsWith('{'))
      .map((text) => JSON.parse(text) as Line);
  return {
    text: () => texts.join(''),
    /** Lines of the structured log. */
    log: () => lines().filter((line) => 'level' in line),
    /** Numbers in CloudWatch's embedded format. */
    metrics: () => lines().filter((line) => '_aws' in line),
  };
}
