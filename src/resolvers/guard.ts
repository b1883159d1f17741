import type * as z from 'zod';
import { compose, type App } from '../compose';
import { inputs, type Answer, type AnswerError, type Input, type Method, type Outputs } from '../contract';
import { failureOf } from '../domain/failure';
import { type Caller } from '../domain/ports';
import { ConflictError } from '../domain/stores';

/** What a handler is given besides its input. */
export interface Handled {
  readonly app: App;
  readonly caller: Caller;
}

export type Handler<M extends Method> = (input: Input<M>, handled: Handled) => Promise<Outputs[M]>;

/** Refuses with a reason that the page shows beside the field or on top. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly answer: AnswerError;

  constructor(answer: AnswerError) {
    super(answer.message);
    this.answer = answer;
  }
}

interface Call {
  readonly payload: unknown;
  readonly context: { readonly accountId?: string };
}

/** Above any connector that can be stored, below Forge's 500 KB. */
const longestInput = 300_000;

/**
 * The one door of the resolver: checks on the server and as the caller that the person administers the site, parses the input, and turns whatever goes
 * wrong into an answer. Nothing behind it runs otherwise.
 */
export function guarded<M extends Method>(
  method: M,
  handler: Handler<M>,
): (call: Call) => Promise<Answer<Outputs[M]>> {
  return async ({ payload, context }) => {
    try {
      const app = compose();
      const caller = await administrator(app, context.accountId);
      return { ok: true, value: await handler(parseInput(method, payload), { app, caller }) };
    } catch (error) {
      return { ok: false, error: answerOf(error) };
    }
  };
}

async function administrator(app: App, accountId: string | undefined): Promise<Caller> {
  const allowed = accountId !== undefined && (await app.callerSession().isAdministrator());
  if (allowed) return { accountId };
  throw new RefusedError({
    kind: 'not-allowed',
    message:
      'Only Jira administrators can use this page. Ask one to give you the permission "Administer Jira".',
  });
}

function parseInput<M extends Method>(method: M, payload: unknown): Input<M> {
  if (JSON.stringify(payload ?? {}).length > longestInput) {
    throw new RefusedError({ kind: 'invalid-input', message: 'The input is too long.' });
  }
  const schema: z.ZodType = inputs[method];
  const parsed = schema.safeParse(payload ?? {});
  // The table of inputs pairs the schema with the method.
  if (parsed.success) return parsed.data as Input<M>;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new RefusedError({
    kind: 'invalid-input',
    message: issue?.message ?? 'The input is not valid.',
    ...(field === '' ? {} : { field }),
  });
}

function answerOf(error: unknown): AnswerError {
  if (error instanceof RefusedError) return error.answer;
  if (error instanceof ConflictError) {
    return {
      kind: 'conflict',
      message:
        'Somebody else saved this in the meantime. Reload to see their changes, then make yours again.',
    };
  }
  const { kind, message, ...rest } = failureOf(error);
  return { kind, message, ...('field' in rest && rest.field !== undefined ? { field: rest.field } : {}) };
}
