import type { AnswerError } from '../../contract';

/** A refused or failed call. `answer` is the server's error, or `unavailable` when no answer came. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly answer: AnswerError;

  constructor(answer: AnswerError, options?: ErrorOptions) {
    super(answer.message, options);
    this.answer = answer;
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
