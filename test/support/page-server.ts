import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import * as cheerio from 'cheerio';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { parse } from 'yaml';

const project = join(__dirname, '../..');

/** The page as it is deployed; jest builds it before the first test. */
export const pageFolder = join(project, 'static/page');

export interface PageServer {
  /** The address of the page, nested as Forge's is. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** `manifest`: the policy that Forge makes from the manifest. `strict`: the same without its exceptions for styles. */
export type Policy = 'manifest' | 'strict';

/** Serves a built page under the Content-Security-Policy of Custom UI, with the product's theme and a font beside it. */
export async function servePage(folder: string, policy: Policy): Promise<PageServer> {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const header = policyOf(html, policy);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname.replace(/^\/app\/page\//, '/');
    if (path === '/index.html') {
      response.setHeader('content-security-policy', header);
      return send(response, '.html', withHostStyles(html));
    }
    const own = hostFiles[path];
    if (own !== undefined) return send(response, extname(path), own());
    const file = join(folder, normalize(path));
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end();
    return send(response, extname(file), readFileSync(file));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/app/page/index.html`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function send(response: ServerResponse, extension: string, body: string | Buffer): void {
  response.setHeader('content-type', types[extension] ?? 'application/octet-stream');
  response.end(body);
}

function policyOf(html: string, policy: Policy): string {
  const manifest = parse(readFileSync(join(project, 'manifest.yml'), 'utf8')) as {
    permissions: { content?: { styles?: string[] } };
  };
  const permissions = policy === 'manifest' ? manifest.permissions : {};
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const existingCSPDetails = new CSPProcessingService(silent, cheerio.load).getCspDetails(
    html,
    permissions as never,
  );
  return new CSPInjectionService()
    .getInjectableCSP({
      existingCSPDetails,
      microsEnv: 'prod',
      hostname: 'https://example.atlassian.net',
      isFedRAMP: false,
    })
    .filter((directive) => !directive.startsWith('report-uri'))
    .join('; ');
}

/** What the product puts into the page besides its bridge. */
function withHostStyles(html: string): string {
  return html.replace('<head>', '<head><link rel="stylesheet" href="/host/theme.css" />');
}

const themes = ['light', 'dark', 'spacing', 'shape', 'typography', 'motion'];

const hostFiles: Readonly<Record<string, () => string | Buffer>> = {
  '/host/theme.css': () => [fontFace, ...themes.map(themeCss)].join('\n'),
  '/host/inter.woff2': () =>
    readFileSync(
      join(project, 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
    ),
};

/** Stands in for Atlassian Sans, the first font of the tokens' font stack. */
const fontFace = `@font-face { font-family: "Atlassian Sans"; src: url("/host/inter.woff2") format("woff2"); font-weight: 100 900; font-display: block; }`;

function themeCss(name: string): string {
  const file = `@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-${name}`;
  // oxlint-disable-next-line import/no-dynamic-require -- one line for six files of one folder
  return (require(file) as { default: string }).default;
}
