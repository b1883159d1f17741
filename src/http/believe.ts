import type * as z from 'zod';
import { FailureError } from '../domain/failure';
import { jsonOf } from './pages';

/** Whose answer it is, and with what: "Microsoft Graph", "users". For messages. */
export interface AnswerName {
  readonly apiLabel: string;
  readonly what: string;
}

/** A body as JSON. Throws `incomplete-read` for one that is cut off or is something else. */
export function jsonBody(text: string, { apiLabel, what }: AnswerName): unknown {
  const body = jsonOf(text);
  if (body !== undefined) return body;
  throw new FailureError({
    kind: 'incomplete-read',
    message: `${apiLabel}'s answer with ${what} came damaged: it is not JSON. Nothing was changed; run it again.`,
  });
}

/** Throws `unexpected-response` with the path of what is wrong, never its value. */
export function believe<T>(schema: z.ZodType<T>, body: unknown, { apiLabel, what }: AnswerName): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue === undefined || issue.path.length === 0 ? 'the whole answer' : issue.path.join('.');
  throw new FailureError({
    kind: 'unexpected-response',
    message: `${apiLabel}'s answer with ${what} has not the expected shape (at ${path}). Nothing was changed. If it repeats, ${apiLabel} has changed its API: report it.`,
  });
}
