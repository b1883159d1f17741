import { useEffect, useState } from 'react';
import { useNavigation } from './navigation';
import { parseRoute, type Route } from './route';

interface GuardedPage {
  /** Whether anything would be lost. */
  readonly isOn: boolean;
  /** Places that lose nothing, such as the other tabs of the same form. */
  readonly isWithin: (route: Route) => boolean;
}

export interface LeaveQuestion {
  /** Where somebody wants to go; undefined: nobody is asked anything. */
  readonly to: string | undefined;
  readonly stay: () => void;
  /** Goes there without asking again. */
  readonly leaveFor: (path: string) => void;
  /** The same without a step to come back to. */
  readonly replaceBy: (path: string) => void;
}

/** Asks before unsaved changes are lost: by links and buttons of the page, by the browser's back and forward, and on a reload in the browser's own words. */
export function useLeaveGuard({ isOn, isWithin }: GuardedPage): LeaveQuestion {
  const { setGuard, navigate, replace } = useNavigation();
  const [to, setTo] = useState<string>();
  useEffect(() => {
    if (!isOn) return undefined;
    setGuard((path) => {
      const isFree = isWithin(parseRoute(path));
      if (!isFree) setTo(path);
      return isFree;
    });
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => {
      setGuard(undefined);
      window.removeEventListener('beforeunload', warn);
    };
  });
  return {
    to,
    stay: () => setTo(undefined),
    leaveFor: (path) => {
      setGuard(undefined);
      navigate(path);
    },
    replaceBy: (path) => {
      setGuard(undefined);
      replace(path);
    },
  };
}
