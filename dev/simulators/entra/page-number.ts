import * as z from 'zod';
import type { Call } from '../server/call';
import { decodeToken } from './query';

const paged = z.looseObject({ page: z.int() });

/** Which page of its list or round a call asks for, from 1: every next link says it in its token. */
export function pageNumber(call: Call): number {
  const [, text = ''] = [...call.query].find(([name]) => name.toLowerCase() === '$skiptoken') ?? [];
  const token = paged.safeParse(decodeToken(text));
  return token.success ? token.data.page : 1;
}
