import type { Answer, AnswerError, Input, Method, Outputs } from '../../src/contract';
import type { Host } from '../host';

/** The app refused, with its own words. */
export class RefusedByApp extends Error {
  override readonly name = 'RefusedByApp';
  readonly error: AnswerError;

  constructor(error: AnswerError) {
    super(error.field === undefined ? error.message : `${fieldInFile(error.field)}: ${error.message}`);
    this.error = error;
  }
}

/** Paths lead through the app's input; a connection file has `settings` at its top. */
function fieldInFile(field: string): string {
  return field.replace(/^configuration\./, '');
}

/** Calls a resolver method as the administrator at this machine, the way the page does. */
export async function ask<M extends Method>(
  host: Pick<Host, 'call'>,
  method: M,
  input: Input<M>,
): Promise<Outputs[M]> {
  // The app's own contract is what comes back.
  const answer = (await host.call(method, input)) as Answer<Outputs[M]>;
  if (answer.ok) return answer.value;
  throw new RefusedByApp(answer.error);
}
