import { view } from '@forge/bridge';
import { createContext, useContext } from 'react';

export type Product = 'jira' | 'confluence';

/** The product whose administration shows the page. */
export async function readProduct(): Promise<Product> {
  try {
    const { extension } = await view.getContext();
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
