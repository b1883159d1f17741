import { environmentType, type Installation } from './installation';
import type { PageModule } from './manifest';

export interface PageContextInput {
  readonly installation: Installation;
  readonly module: PageModule;
  readonly accountId: string;
  readonly site: string;
  readonly colorMode: 'light' | 'dark';
}

/** What `view.getContext()` answers, and the base of a resolver's `context`. */
export function pageContext({ installation, module, accountId, site, colorMode }: PageContextInput): object {
  const { appId, cloudId, environmentId, licenseActive, scopes } = installation;
  return {
    accountId,
    cloudId,
    siteUrl: site,
    localId: `ari:cloud:ecosystem::extension/${appId}/${environmentId}/static/${module.key}`,
    moduleKey: module.key,
    environmentId,
    environmentType,
    locale: 'en-US',
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    theme: { colorMode },
    extension: { type: module.type },
    permissions: { scopes, external: {} },
    ...(licenseActive ? { license: { active: true, type: 'commercial' } } : {}),
  };
}
