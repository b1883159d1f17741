import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pageModules, type Manifest } from './manifest';
import { pagePolicy } from './page-policy';
import { themeAddresses, themeFont, themeStyle } from './page-theme';

export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly policy?: string;
}

export interface AssetDeps {
  readonly appDir: string;
  readonly manifest: Manifest;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const own = { '/__frame.js': 'frame.js', '/__frame.css': 'frame.css', '/__bridge.js': 'bridge.js' } as const;

/** A file of the frame, or of the app under `/app/<moduleKey>/`. Undefined: there is none. */
export function serveAsset(pathname: string, deps: AssetDeps): Asset | undefined {
  return frameAsset(pathname) ?? appAsset(pathname, deps);
}

function frameAsset(pathname: string): Asset | undefined {
  if (pathname === themeAddresses.style) return { type: 'text/css; charset=utf-8', body: themeStyle() };
  if (pathname === themeAddresses.font) return { type: 'font/woff2', body: themeFont() };
  const file = Object.entries(own).find(([address]) => address === pathname)?.[1];
  return file === undefined ? undefined : readAsset(path.join(__dirname, 'page-files', file));
}

function appAsset(pathname: string, deps: AssetDeps): Asset | undefined {
  const [, moduleKey, name] = /^\/app\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  if (moduleKey === undefined || name === undefined) return undefined;
  const folder = resourceFolder(decode(moduleKey), deps);
  const file = folder === undefined ? undefined : fileInside(folder, decode(name));
  if (file === undefined) return undefined;
  const asset = readAsset(file);
  return file.endsWith('.html')
    ? withBridge(Buffer.from(asset.body).toString('utf8'), { asset, deps })
    : asset;
}

function resourceFolder(moduleKey: string, { appDir, manifest }: AssetDeps): string | undefined {
  const module = pageModules(manifest).find((one) => one.key === moduleKey);
  const resource = manifest.resources?.find((one) => one.key === module?.resource);
  return resource === undefined ? undefined : path.join(appDir, resource.path);
}

/** Nothing outside of the folder, whatever the address says. */
function fileInside(folder: string, name: string): string | undefined {
  const file = path.resolve(folder, name);
  if (!file.startsWith(path.resolve(folder) + path.sep) || name.includes('\0')) return undefined;
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function readAsset(file: string): Asset {
  return { type: types[path.extname(file)] ?? 'application/octet-stream', body: readFileSync(file) };
}

function withBridge(
  html: string,
  { asset, deps }: { readonly asset: Asset; readonly deps: AssetDeps },
): Asset {
  const body = html.replace(/<head[^>]*>/, (head) => `${head}<script src="/__bridge.js"></script>`);
  return { ...asset, body, policy: pagePolicy(html, deps.manifest) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '\0';
  }
}
