import { rateLimitHint } from '../../src/atlassian/rate-limit';
import { noonMs } from './fake-site';

const iso = (ms: number): string => new Date(ms).toISOString();

test.each([
  ["Jira's quota", { 'RateLimit-Reason': 'jira-quota-global-based', 'Retry-After': '1200' }, 1_200_000],
  ['the cost-based quota', { 'RateLimit-Reason': 'jira-cost-based', 'Retry-After': '7' }, 7_000],
  [
    "Confluence's quota, told by its reset only",
    { 'RateLimit-Reason': 'confluence-quota-tenant-based', 'X-RateLimit-Reset': iso(noonMs + 90_000) },
    90_000,
  ],
  [
    'a quota whose reset is later than its Retry-After',
    {
      'RateLimit-Reason': 'jira-quota-tenant-based',
      'Retry-After': '5',
      'X-RateLimit-Reset': iso(noonMs + 60_000),
    },
    60_000,
  ],
  [
    'a quota without any time: the hour is the window',
    { 'RateLimit-Reason': 'jira-quota-global-based' },
    3_600_000,
  ],
])('%s pauses the run', (_what, headers, afterMs) => {
  expect(rateLimitHint({ headers: new Headers(headers) }, noonMs)).toEqual({ afterMs, pausesRun: true });
});

test.each([
  ['a burst', { 'RateLimit-Reason': 'jira-burst-based', 'Retry-After': '2' }, 2_000],
  ['a 429 without a reason', { 'Retry-After': '3' }, 3_000],
  ["a gateway's 429 with a reset only", { 'X-RateLimit-Reset': iso(noonMs + 4_000) }, 4_000],
  ['Retry-After as a date', { 'Retry-After': new Date(noonMs + 9_000).toUTCString() }, 9_000],
  ['a reset that has just passed', { 'X-RateLimit-Reset': iso(noonMs - 4_000) }, 500],
])('%s is waited for at this call only', (_what, headers, afterMs) => {
  expect(rateLimitHint({ headers: new Headers(headers) }, noonMs)).toEqual({ afterMs, pausesRun: false });
});

test('an answer that says nothing gives no hint, nor do headers that make no sense', () => {
  expect(rateLimitHint({ headers: new Headers() }, noonMs)).toBeUndefined();
  expect(
    rateLimitHint({ headers: new Headers({ 'Retry-After': 'soon', 'X-RateLimit-Reset': 'later' }) }, noonMs),
  ).toBeUndefined();
});
