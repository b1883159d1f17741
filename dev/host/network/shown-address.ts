import type { WireAnswer } from '../wire';

/** A simulator writes links with its own address; the app must see the address that it called. */
export interface ShownAddress {
  readonly own: string;
  readonly called: string;
}

export function showAddress(answer: WireAnswer, { own, called }: ShownAddress): WireAnswer {
  if (answer.kind === 'error') return answer;
  const { link } = answer.headers;
  const headers = link === undefined ? {} : { link: link.replaceAll(own, called) };
  return { ...answer, headers: { ...answer.headers, ...headers }, ...bodyOf(answer.body, { own, called }) };
}

function bodyOf(body: Uint8Array | undefined, { own, called }: ShownAddress): { readonly body?: Uint8Array } {
  if (body === undefined) return {};
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return bytes.includes(own)
    ? { body: Buffer.from(bytes.toString('utf8').replaceAll(own, called)) }
    : { body };
}
