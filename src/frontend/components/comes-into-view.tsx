import { useEffect, useRef, type ReactNode } from 'react';

interface ComesIntoViewProps {
  /** When the answer came, in milliseconds since 1970; `now` while it is awaited. */
  readonly atMs: number | 'now';
  readonly children: ReactNode;
}

let shownUpToMs = 0;

/** An answer below the edge of the window looks like none: it is scrolled to when it comes, and not on every later visit. */
export function ComesIntoView({ atMs, children }: ComesIntoViewProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (atMs !== 'now') {
      if (atMs <= shownUpToMs) return;
      shownUpToMs = atMs;
    }
    element.current?.scrollIntoView({ block: 'nearest' });
  }, [atMs]);
  return (
    <div ref={element} className="comes-into-view">
      {children}
    </div>
  );
}
