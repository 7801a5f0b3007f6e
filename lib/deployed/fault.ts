/** What can keep a deployment from doing what it is asked, told to the person who asked. */
import { meaningOf } from '../storage/s3-faults.ts';

/** What is deployed does not do what it was asked, for a reason outside of this process; the message says what to do. */
export class DeploymentFault extends Error {
  override readonly name = 'DeploymentFault';
}

/**
 * Asks a service.
 * @param whom who was asked, as the message names it
 * @param meanings what the person can do, by the name of the error; of errors that all services share it is known
 * @throws DeploymentFault for all that AWS or the line to it refuses
 */
export async function asked<Answer>(
  whom: string,
  meanings: Readonly<Record<string, string>>,
  answer: Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const fault = error as Error & { $fault?: 'client' | 'server' };
    const meaning = meanings[fault.name] ?? meaningOf(fault);
    const words = `${fault.name}: ${fault.message}`;
    if (meaning !== undefined) throw new DeploymentFault(`${whom}: ${meaning} (${words})`, { cause: error });
    // All that a service answers with is its word, not a fault of ours.
    if (fault.$fault !== undefined) throw new DeploymentFault(`${whom}: ${words}`, { cause: error });
    throw error;
  }
}
