import { useSyncExternalStore } from 'react';

/** From this width on a guide has room beside the form; guide.css has the same number. */
const wide = window.matchMedia('(min-width: 1100px)');

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      wide.addEventListener('change', onChange);
      return () => wide.removeEventListener('change', onChange);
    },
    () => wide.matches,
  );
}
