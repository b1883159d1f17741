import type * as z from 'zod';
import { FailureError, type Failure } from '../domain/failure';
import type { ChangeOutcome, TargetApi } from '../domain/target';
import type { HttpResponse } from '../http/request';
import { saysAccountGone } from './account-gone';
import type { CreatedGroup } from './groups';
import { errorBody } from './schema';
import { chooseAnother, productNames } from './site';

/** Who wrote, and through which product. */
export interface Writer {
  readonly product: TargetApi;
  readonly who: string;
}

/** What an answer to a write means, before a verb knows its own special cases. */
export type WriteAnswer = { readonly kind: 'done'; readonly text: string } | Refused;

interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  /** Atlassian's own, perhaps with names of people: to be looked at, never shown. */
  readonly words: string;
  /** An earlier try of the same write may have been carried out, its answer lost. */
  readonly repeated: boolean;
}

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
  return { kind: 'refused', status: response.status, words, repeated: response.attempts > 1 };
}

export const managedElsewhereReason =
  'The group is managed by an identity provider or as a team, so its members cannot be changed here.';

/** An answer of success without the group's id: the group is looked up by its name. */
export const createdWithoutId: CreatedGroup = { kind: 'name-taken', perhapsOurs: true };

/** Why no group was made: its name exists (Jira answers 400 then, in whatever case it is), or the site has another reason. */
export function readNotCreated(answer: Refused, product: TargetApi): CreatedGroup {
  if (answer.status === 409 || /exist|in use|taken/i.test(answer.words))
    return { kind: 'name-taken', perhapsOurs: answer.repeated };
  return { kind: 'rejected', reason: refusal(answer, product) };
}

/** What became of one change; `doneBefore` are the product's words for "nothing was to be done". */
export function readChange(
  answer: WriteAnswer,
  { product, doneBefore }: { readonly product: TargetApi; readonly doneBefore: RegExp },
): ChangeOutcome {
  if (answer.kind === 'done') return { kind: 'applied' };
  // After a lost answer, what is already so is taken for our own doing.
  if (doneBefore.test(answer.words)) return { kind: answer.repeated ? 'applied' : 'already-so' };
  if (saysAccountGone(answer.words)) {
    const reason = 'The account does not exist on this site any more, or it is deactivated.';
    return { kind: 'rejected', reason, accountGone: true };
  }
  return rejected(refusal(answer, product));
}

/** The reason of one refused change, in a sentence. */
function refusal(answer: Refused, product: TargetApi): string {
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
