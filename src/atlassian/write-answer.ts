import type * as z from 'zod';
import { FailureError, type Failure } from '../domain/failure';
import type { ChangeOutcome, TargetApi } from '../domain/target';
import type { HttpResponse } from '../http/request';
import { errorBody } from './schema';
import { chooseAnother, productNames } from './site';

/** Who wrote, and through which product. */
export interface Writer {
  readonly product: TargetApi;
  readonly who: string;
}

/** What an answer to a write means, before a verb knows its own special cases. */
export type WriteAnswer =
  | { readonly kind: 'done'; readonly text: string }
  /** `words` are Atlassian's own, perhaps with names of people: to be looked at, never shown. */
  | { readonly kind: 'refused'; readonly status: number; readonly words: string };

/** The directory's words for a writer who is no site administrator, or for the app itself. */
const directoryRefuses = /AuthorizationException|relevant permissions/;
const managedElsewhere = /external|identity provider|provision|synced|synchroni[sz]ed|read.?only|scim/i;

/**
 * Throws `access-missing` for 401 and for a 403 that concerns the writer. A 403 whose words say that the group is managed
 * elsewhere concerns that group only.
 */
export function readWriteAnswer(response: HttpResponse, writer: Writer): WriteAnswer {
  if (response.status >= 200 && response.status < 300) return { kind: 'done', text: response.text };
  const words = wordsOf(response.text);
  const lacksRight =
    response.status === 403 && (directoryRefuses.test(words) || !managedElsewhere.test(withoutNames(words)));
  if (response.status === 401 || lacksRight) throw new FailureError(accessMissing(writer));
  return { kind: 'refused', status: response.status, words };
}

export const managedElsewhereReason =
  'The group is managed by an identity provider or as a team, so its members cannot be changed here.';

/** The reason of one refused change, in a sentence. */
export function refusal(
  answer: { readonly status: number; readonly words: string },
  product: TargetApi,
): string {
  const words = withoutNames(answer.words);
  if (managedElsewhere.test(words)) return managedElsewhereReason;
  if (/licen[cs]e|seat|user limit/i.test(words)) {
    return 'A product that this group gives access to has no free seat. Free a seat or raise the plan.';
  }
  if (answer.status === 404) return 'The group or the account does not exist on this site any more.';
  return `${productNames[product]} refused with status ${answer.status}${words === '' ? '.' : `: ${words}`}`;
}

export function rejected(reason: string): ChangeOutcome {
  return { kind: 'rejected', reason };
}

function wordsOf(text: string): string {
  const body = parsedOrUndefined(errorBody, text);
  const details = Object.values(body?.errors ?? {}).filter((value) => typeof value === 'string');
  return [...(body?.errorMessages ?? []), ...details, body?.message ?? ''].join(' ').trim();
}

/**
 * At most 200 characters without what is quoted and without e-mail addresses: both may be a person's. An apostrophe inside a word is no
 * quotation mark, so everything from the first to the last mark goes.
 */
function withoutNames(words: string): string {
  return words
    .replace(/(?<!\w)'.*'(?!\w)|".*"/gs, '…')
    .replace(/\S+@\S+/g, '…')
    .slice(0, 200);
}

function accessMissing({ product, who }: Writer): Failure {
  return {
    kind: 'access-missing',
    message: `${productNames[product]} does not let this account change groups: it is no longer a site administrator. Make it one again. Otherwise: ${chooseAnother(who)}`,
  };
}

/** The answer of a write where a body that does not parse changes nothing: it was done, or it was refused. */
export function parsedOrUndefined<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
