import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { productRoutes } from '../../dev/host/network/product-routes';

/** What Forge's own libraries say about an app, without network. */
export interface Inspection {
  readonly validations: readonly {
    readonly type: string;
    readonly success: boolean;
    readonly errors: readonly string[];
  }[];
  readonly lint: { readonly errors: readonly string[]; readonly warnings: readonly string[] };
}

const run = promisify(execFile);

/** An absolute folder. The lint runs the full validation and its kin; `everything` adds the validations that it leaves out. */
export type AppToInspect = readonly [appDir: string, extent: 'everything' | 'lint-only'];

/**
 * Answers in the order of the apps. `workDir` takes the API descriptions that the lint would download: the product calls that the host
 * knows, with their scopes.
 */
export async function inspectApps(
  workDir: string,
  apps: readonly AppToInspect[],
): Promise<readonly Inspection[]> {
  mkdirSync(workDir, { recursive: true });
  for (const name of ['JSM', 'JSW', 'CONF_V2', 'BB']) writeDescription(workDir, name, {});
  writeDescription(workDir, 'JIRA', pathsOf('jira'));
  writeDescription(workDir, 'CONF', pathsOf('confluence'));
  const program = path.join(__dirname, 'inspection-process.cjs');
  const { stdout } = await run(process.execPath, [program, workDir, ...apps.flat()]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as readonly Inspection[];
}

function writeDescription(dir: string, name: string, paths: object): void {
  writeFileSync(path.join(dir, `${name}.json`), JSON.stringify({ paths }));
}

function pathsOf(product: 'jira' | 'confluence'): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of productRoutes.filter((one) => one.product === product)) {
    const [current = [], beta = []] = route.scopes;
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: {
        'x-atlassian-oauth2-scopes': [
          { scheme: 'OAuth2', state: 'Current', scopes: current },
          { scheme: 'OAuth2', state: 'Beta', scopes: beta },
        ],
      },
    };
  }
  return paths;
}
