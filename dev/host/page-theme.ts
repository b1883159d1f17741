import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What the product gives to a page that enables theming: the design tokens of both colour modes, and the font that they name. */
export const themeAddresses = { style: '/__theme.css', font: '/__theme.woff2' } as const;

const themes = ['light', 'dark', 'spacing', 'shape', 'typography', 'motion'];

export function themeStyle(): string {
  return [fontFace, ...themes.map(themeCss)].join('\n');
}

/** Inter stands in for Atlassian Sans, which is Atlassian's own. */
export function themeFont(): Buffer {
  const folder = path.dirname(require.resolve('@fontsource-variable/inter/package.json'));
  return readFileSync(path.join(folder, 'files', 'inter-latin-wght-normal.woff2'));
}

const fontFace = `@font-face { font-family: "Atlassian Sans"; src: url("${themeAddresses.font}") format("woff2"); font-weight: 100 900; }`;

function themeCss(name: string): string {
  // oxlint-disable-next-line import/no-dynamic-require -- one line for six files of one folder
  return (require(`@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-${name}`) as { default: string })
    .default;
}
