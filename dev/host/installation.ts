import { createHash, randomUUID } from 'node:crypto';
import type { Invocation } from './invocation';
import { declaredScopes, type Manifest } from './manifest';

/** The made-up site, environment and installation that the app believes it runs in. Constant for one app id. */
export interface Installation {
  readonly cloudId: string;
  readonly siteAri: string;
  readonly appId: string;
  readonly environmentId: string;
  readonly installationId: string;
  readonly licenseActive: boolean;
  readonly scopes: readonly string[];
}

export const environmentType = 'DEVELOPMENT';

export function createInstallation(manifest: Manifest): Installation {
  const appId = manifest.app.id.split('/').at(-1) ?? manifest.app.id;
  const cloudId = uuidFrom(`cloud ${appId}`);
  return {
    cloudId,
    siteAri: `ari:cloud:jira::site/${cloudId}`,
    appId,
    environmentId: uuidFrom(`environment ${appId}`),
    installationId: uuidFrom(`installation ${appId}`),
    licenseActive: manifest.app.licensing?.enabled === true,
    scopes: declaredScopes(manifest),
  };
}

/** The second argument of every handler. */
export function handlerContext(installation: Installation, accountId: string | undefined): object {
  const { siteAri, installationId, licenseActive } = installation;
  return {
    principal: accountId === undefined ? undefined : { accountId },
    installContext: siteAri,
    installation: { ari: `ari:cloud:ecosystem::installation/${installationId}`, contexts: [siteAri] },
    ...(licenseActive ? { license: { isActive: true } } : {}),
  };
}

/** The constant part of `__forge_runtime__` (fields that `@forge/api` 8 reads). */
export function runtimeOf(installation: Installation, invocation: Invocation): object {
  const { appId, environmentId, installationId, licenseActive, scopes, siteAri } = installation;
  return {
    contextAri: siteAri,
    aaid: invocation.accountId,
    proxy: { token: 'local-host', url: 'http://local-host.invalid' },
    tracing: {
      traceId: randomUUID().replaceAll('-', '').slice(0, 16),
      spanId: randomUUID().replaceAll('-', '').slice(0, 16),
    },
    appContext: {
      appId,
      appVersion: '1.0.0',
      environmentId,
      environmentType,
      installationId,
      invocationId: invocation.id,
      functionKey: invocation.functionKey,
      moduleKey: invocation.moduleKey,
      moduleType: invocation.moduleType,
      installation: { ari: `ari:cloud:ecosystem::installation/${installationId}`, contexts: [siteAri] },
      permissions: { scopes, external: {} },
      ...(licenseActive ? { license: { active: true, isActive: true, type: 'commercial' } } : {}),
    },
  };
}

function uuidFrom(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
