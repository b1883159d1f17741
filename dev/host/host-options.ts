import type { Faults } from './faults';
import type { HostRoutes } from './network/routes';

export interface HostOptions {
  /** Has manifest.yml, src and the pages' folders. Default: the root of this project. */
  readonly appDir?: string;
  /** Default: what `ensureBundle(appDir)` makes. */
  readonly bundleDir?: string;
  /** The store. A start with the same folder finds values, secrets, entities and undelivered events again. */
  readonly dataDir: string;
  readonly routes: HostRoutes;
  /** Hosts without a route: the real one, after the egress check. Off: a clear error. */
  readonly allowRealNetwork?: boolean;
  /** Base URL of the Atlassian site or its simulator, without `/rest` or `/wiki`. */
  readonly site: string;
  /** Authorization header for a real site. */
  readonly siteAuth?: string;
  /** Who sits in front of the page. Default: asked from the site's `myself`. */
  readonly callerAccountId?: string;
  /** Absent: no page. 0: any free port. A taken one: the next free. */
  readonly port?: number;
  /** Real milliseconds between scheduled ticks. Default: what the manifest says. 0: only `fireScheduledTrigger`. */
  readonly tickEveryMs?: number;
  readonly faults?: Partial<Faults>;
  /** Values for variables that the manifest declares; nothing else gets into `process.env`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** `off`: storage calls are not counted against Forge's rates. Default: they are. */
  readonly storageRates?: 'as-forge' | 'off';
  readonly log?: (line: string) => void;
}
