import { lazy, type ComponentType, type LazyExoticComponent, type ReactElement } from 'react';
import { NotFetched } from './not-fetched';

/**
 * A part of the page that is fetched when it is first shown. Where it does not come, because the network is away or another version of the app has taken its
 * place meanwhile, `instead` is shown there: without it nothing at all would be.
 */
export function fetchedPart<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  instead: () => ReactElement = NotFetched,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    try {
      return { default: await fetchPart() };
    } catch {
      return { default: instead };
    }
  });
}
