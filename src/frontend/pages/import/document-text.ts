import { answerErrorOf } from '../../api/call-error';

type Parsed =
  { readonly ok: true; readonly document: unknown } | { readonly ok: false; readonly message: string };

/** A text as JSON, or the sentence that says why it is none. */
export function parseDocument(text: string): Parsed {
  if (text.trim() === '') return { ok: false, message: 'Choose a file, or paste its text.' };
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return { ok: true, document };
  } catch {
    // Told below, with every other text that is no document.
  }
  return {
    ok: false,
    message: 'This is not the JSON of a connector: it begins with { and ends with }. Is a part missing?',
  };
}

/** What the server has against it, with the place where. Undefined: nothing. */
export function documentError(error: unknown): string | undefined {
  if (error === null || error === undefined) return undefined;
  const { field, message } = answerErrorOf(error);
  const place = field?.replace(/^document\.?/, '') ?? '';
  return place === '' ? message : `At ${place}: ${message}`;
}
