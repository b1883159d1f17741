import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type MutableRefObject,
  type ReactNode,
} from 'react';
import type { PageHistory } from './page-history';
import { parseRoute, type Route } from './route';

/** Whether the page may be left for this path now. A guard that says no asks a person, and goes there by itself. */
export type LeaveGuard = (to: string) => boolean;

interface Navigation {
  readonly route: Route;
  readonly navigate: (path: string) => void;
  /** Goes there without a step to come back to. */
  readonly replace: (path: string) => void;
  /** The one guard of the page that is shown; undefined: it may be left. */
  readonly setGuard: (guard: LeaveGuard | undefined) => void;
}

const NavigationContext = createContext<Navigation | undefined>(undefined);

export function NavigationProvider({ history, children }: { history: PageHistory; children: ReactNode }) {
  const guard = useRef<LeaveGuard>();
  const { path, go } = useGuardedPath(history, guard);
  const navigation = useMemo<Navigation>(
    () => ({
      route: parseRoute(path),
      navigate: (to) => go('push', to),
      replace: (to) => go('replace', to),
      setGuard: (next) => {
        guard.current = next;
      },
    }),
    [path, go],
  );
  return <NavigationContext.Provider value={navigation}>{children}</NavigationContext.Provider>;
}

/**
 * The path that is shown, and how to go elsewhere. The product tells of the browser's back and forward only when they are done (a page in a frame cannot
 * block them), so what the guard refuses is taken back by a step to the place that is still shown.
 */
function useGuardedPath(history: PageHistory, guard: MutableRefObject<LeaveGuard | undefined>) {
  const [path, setPath] = useState(history.location.pathname);
  const expected = useRef(path);
  useEffect(
    () =>
      history.listen(({ pathname }) => {
        if (pathname !== expected.current && guard.current?.(pathname) === false) {
          history.push(expected.current);
          return;
        }
        expected.current = pathname;
        setPath(pathname);
      }),
    [history, guard],
  );
  const go = useMemo(
    () => (way: 'push' | 'replace', to: string) => {
      if (guard.current?.(to) === false) return;
      expected.current = to;
      history[way](to);
    },
    [history, guard],
  );
  return { path, go };
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === undefined) throw new Error('useNavigation is used outside of NavigationProvider.');
  return navigation;
}
