/**
 * `Retry-After` as a duration: seconds, or a date (RFC 9110 section 10.2.3) against the answer's own `Date`, so that a clock that differs from
 * the server's does no harm. Undefined where it is not there or is something else.
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1_000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - serverTimeMs(headers, nowMs));
}

/** When the server says that it answered, epoch milliseconds; `nowMs` where it does not say. */
export function serverTimeMs(headers: Headers, nowMs: number): number {
  return answeredMs(headers) ?? nowMs;
}

/** The same, undefined where it does not say. */
export function answeredMs(headers: Headers): number | undefined {
  const atMs = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(atMs) ? undefined : atMs;
}
