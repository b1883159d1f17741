import { invoke } from '@forge/bridge';
import type { Answer, Input, Method, Outputs } from '../../contract';
import { CallError } from './call-error';

/** Asks one resolver method. Throws a CallError for every answer that is not `ok`. */
export async function call<M extends Method>(method: M, input: Input<M>): Promise<Outputs[M]> {
  const answer = await send(method, input);
  if (answer.ok) return answer.value;
  throw new CallError(answer.error);
}

const underWay = new Map<string, Promise<unknown>>();

/** For what would be done twice by two quick presses: while it is under way, the same asked again is answered with the one answer. */
export async function callOnce<M extends Method>(method: M, input: Input<M>): Promise<Outputs[M]> {
  const asked = JSON.stringify([method, input]);
  const earlier = underWay.get(asked) as Promise<Outputs[M]> | undefined;
  if (earlier !== undefined) return earlier;
  const answer = call(method, input).finally(() => underWay.delete(asked));
  underWay.set(asked, answer);
  return answer;
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
