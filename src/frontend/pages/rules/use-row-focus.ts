import { useEffect, useRef, type RefObject } from 'react';

/**
 * Keeps the focus where the work goes on: in a row that was added, on the button that moved a row (which the browser lets go when the row is put
 * elsewhere), and beside the list when a row is removed.
 */
export function useRowFocus(list: RefObject<HTMLElement>) {
  const wanted = useRef<readonly string[]>([]);
  useEffect(() => {
    const [first] = wanted.current.flatMap(
      (selector) => list.current?.querySelector<HTMLElement>(selector) ?? [],
    );
    wanted.current = [];
    first?.focus();
  });
  const want = (...selectors: readonly string[]): void => {
    wanted.current = selectors;
  };
  return {
    onField: (id: number | undefined) => want(`[data-row="${id}"] :is(input, textarea)`),
    onMove: (id: number, way: 'up' | 'down') =>
      want(
        `[data-row="${id}"] [data-move="${way}"] button:enabled`,
        `[data-row="${id}"] [data-move] button:enabled`,
      ),
    onAdd: () => want('[data-adds] button'),
  };
}
