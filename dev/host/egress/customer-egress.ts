import type { Database, RootDatabase } from 'lmdb';
import * as z from 'zod';

const egressTypes = [
  'FETCH_BACKEND_SIDE',
  'FETCH_CLIENT_SIDE',
  'FONTS',
  'FRAMES',
  'IMAGES',
  'MEDIA',
  'SCRIPTS',
  'STYLES',
] as const;
export const egressType = z.enum(egressTypes);
const permittedDomain = z.object({ domain: z.string().min(1), type: z.array(egressType).min(1) });

/** What an administrator allowed this installation, as `permissions.egress` of @forge/bridge gives and takes it. */
export const egressGroup = z.object({
  key: z.string().min(1),
  description: z.string().min(1),
  configured: z.array(permittedDomain),
});
export type EgressGroup = z.infer<typeof egressGroup>;

/** The addresses that administrators allowed, beside those of the manifest. Kept with the installation. */
export interface CustomerEgress {
  groups(): readonly EgressGroup[];
  /** A group of the same key is replaced. */
  put(groups: readonly EgressGroup[]): void;
  remove(key: string): void;
  /** What the app's backend may fetch from. */
  backendDomains(): readonly string[];
}

export function createCustomerEgress(root: RootDatabase): CustomerEgress {
  const stored: Database<EgressGroup, string> = root.openDB({ name: 'egress', encoding: 'json' });
  const groups = () => Array.from(stored.getRange(), ({ value }) => value);
  return {
    groups,
    put: (changed) =>
      root.transactionSync(() => {
        for (const group of changed) stored.putSync(group.key, group);
      }),
    remove: (key) => {
      stored.removeSync(key);
    },
    backendDomains: () =>
      groups()
        .flatMap((group) => group.configured)
        .filter(({ type }) => type.includes('FETCH_BACKEND_SIDE'))
        .map(({ domain }) => domain),
  };
}
