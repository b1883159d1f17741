import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ConnectionDocument } from '../../src/contract';
import { isOktaHost } from '../../src/domain/okta-settings';
import { startHost, type Host } from '../host';
import { CommandError, exitCodes } from './failure-exit';
import { startLocalSite } from './local-site';
import type { Place } from './options';
import { usableFolder } from './places';

/** Starts the app over the store and the site that the options name, and closes both after the work, which is given the site's address besides. */
export async function withApp<T>(
  document: ConnectionDocument | undefined,
  place: Place,
  work: (host: Host, site: string) => Promise<T>,
): Promise<T> {
  const dataDir =
    place.data === undefined ? await mkdtemp(path.join(os.tmpdir(), 'ugs-')) : usableFolder(place.data);
  const site = place.site === undefined ? await startLocalSite(dataDir) : await reachableSite(place.site);
  const host = await openHost(dataDir, site.url, place);
  if (document !== undefined) allowOwnDomain(host, document);
  sayOnInterrupt(place);
  try {
    return await work(host, site.url);
  } finally {
    await host.close();
    await site.close();
    if (place.data === undefined) await rm(dataDir, { recursive: true, force: true });
  }
}

async function reachableSite(url: string) {
  try {
    await fetch(`${url}/rest/api/3/myself`, { signal: AbortSignal.timeout(30_000) });
  } catch {
    throw new CommandError(
      `--site ${url}: nothing answers there. Check the address, and that the site is up.`,
      exitCodes.stopped,
    );
  }
  return { url, close: async () => undefined };
}

function openHost(dataDir: string, site: string, { route = {} }: Place): Promise<Host> {
  const siteAuth = process.env['UGS_SITE_AUTHORIZATION'];
  return startHost({
    dataDir,
    routes: route,
    allowRealNetwork: true,
    site,
    tickEveryMs: 0,
    storageRates: 'off',
    ...(siteAuth === undefined ? {} : { siteAuth }),
  });
}

/** Who names an Okta address in the file says by it that the app may go there; on a site, an administrator is asked on the page. */
function allowOwnDomain({ customerEgress }: Host, { kind, settings }: ConnectionDocument): void {
  if (kind !== 'okta' || isOktaHost(settings.baseUrl)) return;
  const configured = [{ domain: settings.baseUrl, type: ['FETCH_BACKEND_SIDE' as const] }];
  customerEgress.put([
    { key: 'command-line', description: 'The address in the connection file.', configured },
  ]);
}

/** What was done is stored, and the run is taken up again; a person at a terminal should know both. */
function sayOnInterrupt({ data }: Place): void {
  process.once('SIGINT', () => {
    const again =
      data === undefined
        ? 'Run it again to go on.'
        : 'Run the same command again: it goes on within five minutes.';
    process.stderr.write(`\nInterrupted. What was changed so far stays. ${again}\n`);
    process.exit(130);
  });
}
