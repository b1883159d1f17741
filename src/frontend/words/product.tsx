import { view } from '@forge/bridge';
import { createContext, useContext } from 'react';
import { chooseLocale } from './locale';

export type Product = 'jira' | 'confluence';

/** The product whose administration shows the page. Its settings of the person decide how dates and numbers are written. */
export async function readProduct(): Promise<Product> {
  try {
    const { extension, locale, timezone } = await view.getContext();
    chooseLocale({ language: locale, timeZone: timezone });
    return String(extension['type']).startsWith('confluence:') ? 'confluence' : 'jira';
  } catch {
    return 'jira';
  }
}

export const ProductContext = createContext<Product>('jira');

/** The groups that are written, as the admin of this product knows them. */
export function useGroupsWord(): string {
  return useContext(ProductContext) === 'confluence' ? 'Jira and Confluence groups' : 'Jira groups';
}
