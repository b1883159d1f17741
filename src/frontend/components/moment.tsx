import { useEffect, useState } from 'react';
import { dateAndTime, relativeTime } from '../words/time';

const tickMs = 20_000;

/** A point in time in relative words; the full date is its tooltip. */
export function Moment({ atMs }: { atMs: number }) {
  const nowMs = useNow(tickMs);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={dateAndTime(atMs)}>
      {relativeTime(atMs, nowMs)}
    </time>
  );
}

/** The clock of the page, read anew every so many milliseconds. */
export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
