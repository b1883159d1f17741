import { view } from '@forge/bridge';

/** The part of the product's history that the page uses. */
export interface PageHistory {
  readonly location: { readonly pathname: string };
  push(path: string): void;
  replace(path: string): void;
  /** Tells each change of place, also by the browser's back and forward. Gives back how to stop. */
  listen(onChange: (location: { readonly pathname: string }) => void): () => void;
}

/** The product's history keeps the place in its own address bar; a product without one gets a history in memory. */
export async function openHistory(): Promise<PageHistory> {
  try {
    return await view.createHistory();
  } catch {
    return memoryHistory();
  }
}

export function memoryHistory(): PageHistory {
  const listeners = new Set<(location: { readonly pathname: string }) => void>();
  let location = { pathname: '/' };
  const go = (pathname: string): void => {
    location = { pathname };
    for (const listener of listeners) listener(location);
  };
  return {
    get location() {
      return location;
    },
    push: go,
    replace: go,
    listen: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
