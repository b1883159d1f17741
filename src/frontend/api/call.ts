import { invoke } from '@forge/bridge';
import type { Answer, AnswerError, Input, Method, Outputs } from '../../contract';

/** A refused or failed call. `answer` is the server's error, or `unavailable` when no answer came. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly answer: AnswerError;

  constructor(answer: AnswerError, options?: ErrorOptions) {
    super(answer.message, options);
    this.answer = answer;
  }
}

/** Asks one resolver method. Throws a CallError for every answer that is not `ok`. */
export async function call<M extends Method>(method: M, input: Input<M>): Promise<Outputs[M]> {
  const answer = await send(method, input);
  if (answer.ok) return answer.value;
  throw new CallError(answer.error);
}

async function send<M extends Method>(method: M, input: Input<M>): Promise<Answer<Outputs[M]>> {
  try {
    // Without metadata the bridge hands the resolver's answer through as it is.
    return (await invoke(method, input)) as Answer<Outputs[M]>;
  } catch (cause) {
    throw new CallError(
      {
        kind: 'unavailable',
        message: 'The app did not answer. Check your network connection, then try again.',
      },
      { cause },
    );
  }
}

/** The server's error inside whatever was thrown. */
export function answerErrorOf(error: unknown): AnswerError {
  if (error instanceof CallError) return error.answer;
  return { kind: 'unexpected-response', message: 'The page could not do this. Reload it and try again.' };
}

export function isConflict(error: unknown): boolean {
  return error instanceof CallError && error.answer.kind === 'conflict';
}
