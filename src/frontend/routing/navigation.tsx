import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { PageHistory } from './page-history';
import { parseRoute, type Route } from './route';

interface Navigation {
  readonly route: Route;
  readonly navigate: (path: string) => void;
  /** Goes there without a step to come back to. */
  readonly replace: (path: string) => void;
}

const NavigationContext = createContext<Navigation | undefined>(undefined);

export function NavigationProvider({ history, children }: { history: PageHistory; children: ReactNode }) {
  const [path, setPath] = useState(history.location.pathname);
  useEffect(() => history.listen((location) => setPath(location.pathname)), [history]);
  const navigation = useMemo<Navigation>(
    () => ({
      route: parseRoute(path),
      navigate: (to) => history.push(to),
      replace: (to) => history.replace(to),
    }),
    [path, history],
  );
  return <NavigationContext.Provider value={navigation}>{children}</NavigationContext.Provider>;
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === undefined) throw new Error('useNavigation is used outside of NavigationProvider.');
  return navigation;
}
