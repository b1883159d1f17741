import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBundle } from '../../dev/host';
import { declaredScopes, impersonationScopes, readManifest } from '../../dev/host/manifest';
import { productRoutes, scopesCover } from '../../dev/host/network/product-routes';
import { sampleDir, temporaryDir } from '../dev/host/support';
import { inspectApps, type Inspection } from './inspect-app';

const root = path.resolve(__dirname, '..', '..');
const slowMs = 240_000;
const workDir = temporaryDir();

/** Of the app, and of one with faults. */
let inspections: readonly Inspection[];

beforeAll(async () => {
  // The full validation wants the page's folder; a build that is there stays.
  if (!existsSync(path.join(root, 'static/page')))
    mkdirSync(path.join(root, 'static/page'), { recursive: true });
  inspections = await inspectApps(path.join(workDir, 'swagger'), [
    [root, 'everything'],
    [appWithFaults(), 'lint-only'],
  ]);
}, slowMs);
afterAll(() => rmSync(workDir, { recursive: true, force: true }));

describe('the app', () => {
  test('its manifest passes the validations of @forge/manifest that the lint does not run', () => {
    expect(inspections[0]?.validations).toEqual(
      ['basic', 'product-trigger', 'forge-remote-compute'].map((type) => ({
        type,
        success: true,
        errors: [],
      })),
    );
  });

  test('@forge/lint, which runs the full validation and the others, finds no error and no warning in it', () => {
    expect(inspections[0]?.lint).toEqual({ errors: [], warnings: [] });
  });

  test(
    'Forge’s bundler bundles it, with every handler that the manifest names',
    async () => {
      const bundleDir = await ensureBundle(root);
      const bundle = readFileSync(path.join(bundleDir, 'index.cjs'), 'utf8');
      for (const { handler } of readManifest(root).modules.function)
        expect(bundle).toContain(handler.replace('index.', ''));
    },
    slowMs,
  );
});

describe('scopes', () => {
  const manifest = readManifest(root);
  // The lint sees only literal routes; the app builds its paths, so they are looked for here.
  const called = pathsInSource(path.join(root, 'src'));
  const routes = productRoutes.filter(
    (route) => called.has(literalOf(route.path)) && route.scopes.length > 0,
  );

  test('every product path in the sources is one that the host knows', () => {
    const known = new Set(productRoutes.map((route) => literalOf(route.path)));
    expect(called.size).toBeGreaterThan(5);
    expect([...called].filter((one) => !known.has(one))).toEqual([]);
  });

  test('every product call of the sources is covered by a declared scope', () => {
    const missing = routes.filter((route) => !scopesCover(route, declaredScopes(manifest)));
    expect(missing.map((route) => `${route.method} ${route.path}: ${route.scopes.join(' or ')}`)).toEqual([]);
  });

  test('every group write is covered by scopes that allow impersonation', () => {
    const writes = productRoutes.filter((route) => route.writesGroups);
    expect(writes.filter((route) => !scopesCover(route, impersonationScopes(manifest)))).toEqual([]);
  });
});

describe('the checks can fail', () => {
  test('a missing scope, an undeclared host and a broken manifest are found', () => {
    const lint = inspections[1]?.lint;
    expect(lint?.errors).toContainEqual(expect.stringContaining('read:jira-user'));
    expect(lint?.errors).toContainEqual(expect.stringContaining('tenMinute'));
    // Where administrators may allow more addresses, the lint warns of one that is not listed.
    expect(lint?.warnings).toContainEqual(expect.stringContaining('undeclared.example.com'));
  });
});

/** The folder of a sample app that lacks a scope, calls a host that it does not declare, and names an interval that there is not. */
function appWithFaults(): string {
  const appDir = path.join(workDir, 'faulty');
  cpSync(sampleDir, appDir, { recursive: true, filter: (from) => !from.includes('.cache') });
  const manifest = readFileSync(path.join(appDir, 'manifest.yml'), 'utf8');
  writeFileSync(
    path.join(appDir, 'manifest.yml'),
    manifest
      .replace(/ {4}'read:jira-user':\n.*\n/, '')
      .replace('interval: fiveMinute', 'interval: tenMinute'),
  );
  writeFileSync(
    path.join(appDir, 'src/faults.ts'),
    `import api, { fetch, route } from '@forge/api';
export const people = () => api.asApp().requestJira(route\`/rest/api/3/users/search\`);
export const out = () => fetch('https://undeclared.example.com/v1');
`,
  );
  cpSync(path.join(root, 'tsconfig.base.json'), path.join(appDir, 'tsconfig.json'));
  return appDir;
}

/** The literal beginnings of product paths: `/wiki/rest/api/group/` for one that goes on with an id. */
function pathsInSource(dir: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('.ts'),
  )) {
    const text = readFileSync(path.join(dir, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    for (const [literal] of text.matchAll(/\/(?:wiki\/)?rest\/api\/[\w/-]+/g)) found.add(literal);
  }
  return found;
}

function literalOf(template: string): string {
  return template.replace(/\{.*$/, '');
}
