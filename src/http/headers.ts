import { FailureError } from '../domain/failure';

/** A whole number in a header; undefined when it is not there or is something else. */
export function wholeNumberIn(headers: Headers, name: string): number | undefined {
  const value = headers.get(name)?.trim() ?? '';
  return /^\d+$/.test(value) ? Number(value) : undefined;
}

/**
 * Whether a text can be a header's value: ASCII in one line (RFC 9110 section 5.5). To be asked of secrets, because `fetch` refuses any other with an
 * error that repeats it.
 */
export function isHeaderText(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}

/** The target of `Link: <…>; rel="next"` (RFC 8288), whether several links come in one header or in several. */
export function nextLinkIn(headers: Headers): string | undefined {
  for (const [, target, attributes] of (headers.get('link') ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*"?next"?\s*(;|,|$)/i.test(attributes ?? '')) return target;
  }
  return undefined;
}

/**
 * Path and query of an address that must lead to the same origin: it is called with a token. Throws `incomplete-read` for any other, because the
 * list cannot be read to its end then.
 */
export function pathOnOrigin(address: string, origin: string, apiLabel: string): string {
  const url = URL.canParse(address, origin) ? new URL(address, origin) : undefined;
  if (url !== undefined && url.origin === new URL(origin).origin) return `${url.pathname}${url.search}`;
  throw new FailureError({
    kind: 'incomplete-read',
    message:
      `${apiLabel} named the next page of a list at ${url?.host ?? 'an address that is none'}, which is not ${new URL(origin).host}. ` +
      'The app does not follow it there, so the list was not read to its end. Nothing was changed.',
  });
}
