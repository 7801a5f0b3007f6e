/** What can keep a bucket from answering and is no fault of ours, by the name that AWS or the system gives it. */
const RIGHTS = 'the credentials in use may not do this; ask who runs the warehouse for the rights';
const SIGN_IN = 'AWS does not take the credentials; sign in again, then run again';
const NETWORK = 'no answer; see whether this machine reaches it, then run again: it goes on where it stopped';

const MEANINGS: Record<string, string> = {
  NoSuchBucket: 'there is no such bucket; deploy it, or name another warehouse in the configuration',
  AccessDenied: RIGHTS,
  AccessDeniedException: RIGHTS,
  Forbidden: RIGHTS,
  CredentialsProviderError:
    'no credentials for AWS are found; sign in, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ExpiredToken: SIGN_IN,
  ExpiredTokenException: SIGN_IN,
  InvalidAccessKeyId: SIGN_IN,
  InvalidToken: SIGN_IN,
  SignatureDoesNotMatch: SIGN_IN,
  RequestTimeTooSkewed: "this machine's clock is wrong; set it, then run again",
  PermanentRedirect: 'it lies in another region; set AWS_REGION to it',
  AuthorizationHeaderMalformed: 'it lies in another region; set AWS_REGION to it',
  TimeoutError: NETWORK,
  ECONNREFUSED: NETWORK,
  ECONNRESET: NETWORK,
  EHOSTUNREACH: NETWORK,
  ENETUNREACH: NETWORK,
  ENOTFOUND: NETWORK,
  EAI_AGAIN: NETWORK,
  ConditionalRequestConflict: 'others write the same object again and again; run again',
  SlowDown: 'it is asked too much at once; run again later: it goes on where it stopped',
  ServiceUnavailable: 'it is not available; run again later: it goes on where it stopped',
  InternalError: 'it failed; run again later: it goes on where it stopped',
};

/** The answer to a question for the head of an object alone has no body that could name what is wrong. */
const OF_STATUS: Record<number, string> = {
  401: 'AccessDenied',
  403: 'AccessDenied',
  500: 'InternalError',
  503: 'SlowDown',
};

/** What a person can do about an error; undefined where it is none of these. */
export function meaningOf(error: Error): string | undefined {
  if (error.message === 'Region is missing') return 'in which region is it? set AWS_REGION';
  const { code = '', $metadata } = error as NodeJS.ErrnoException & {
    $metadata?: { httpStatusCode?: number };
  };
  return MEANINGS[error.name] ?? MEANINGS[code] ?? MEANINGS[OF_STATUS[$metadata?.httpStatusCode ?? 0] ?? ''];
}

/** A bucket did not do what it was asked, for a reason outside of Patronage. */
export class BucketFault extends Error {
  override readonly name = 'BucketFault';
  /** @param where `s3://bucket` @param what what a person can do */
  constructor(where: string, cause: Error, what = meaningOf(cause)) {
    super(`${where}: ${what} (${cause.name}: ${cause.message})`, { cause });
  }
}
