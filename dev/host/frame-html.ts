import type { PageModule } from './manifest';

export interface Frame {
  readonly modules: readonly PageModule[];
  readonly current: PageModule;
  readonly theme: 'light' | 'dark';
}

const products = { 'jira:adminPage': 'Jira', 'confluence:globalSettings': 'Confluence' } as const;
const places = { 'jira:adminPage': 'Apps', 'confluence:globalSettings': 'Settings' } as const;

/** The product's page around the app: a bar, a side, and the app in a frame of the same origin. */
export function frameHtml({ modules, current, theme }: Frame): string {
  const links = modules
    .map((module) => link(module, { isCurrent: module.key === current.key, theme }))
    .join('');
  const source = `/app/${encodeURIComponent(current.key)}/index.html`;
  return `<!doctype html>
<html lang="en" data-color-mode="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(titleOf(current))} - ${products[current.type]}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/__frame.css">
</head>
<body data-module="${escapeHtml(current.key)}">
<header class="top"><span class="product">${products[current.type]}</span><span class="local">Local Forge host</span></header>
<nav class="side" aria-label="Administration"><h2>${places[current.type]}</h2>${links}</nav>
<script src="/__frame.js"></script>
<iframe id="app" title="${escapeHtml(titleOf(current))}" src="${source}"></iframe>
<div id="flags"></div>
</body>
</html>
`;
}

function link(
  module: PageModule,
  { isCurrent, theme }: { readonly isCurrent: boolean; readonly theme: string },
): string {
  const address = `/?module=${encodeURIComponent(module.key)}&amp;theme=${theme}`;
  const mark = isCurrent ? ' aria-current="page"' : '';
  return `<a href="${address}"${mark}>${escapeHtml(titleOf(module))} (${products[module.type]})</a>`;
}

function titleOf(module: PageModule): string {
  return typeof module.title === 'string' ? module.title : module.key;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
