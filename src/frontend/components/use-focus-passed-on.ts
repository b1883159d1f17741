import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * A message that leaves the page because its button was pressed takes the focus along, and a keyboard would start at the top of the window. The title of
 * the page takes it instead.
 */
export function useFocusPassedOn(): RefObject<HTMLDivElement> {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = element.current;
    return () => {
      if (own?.contains(document.activeElement) !== true) return;
      own.closest('main')?.querySelector<HTMLElement>('.page-title')?.focus({ preventScroll: true });
    };
  }, []);
  return element;
}
