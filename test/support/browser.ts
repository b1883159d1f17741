import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/**
 * Starts headless Chromium. The browser, its libraries and a font come out of the npm package `@sparticuz/chromium`, so that a
 * machine needs neither a browser download nor a system package (Linux on x64). `CHROME_PATH` names another browser instead.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions());
}

export function launchOptions(): LaunchOptions {
  // Root, as in a container, has no sandbox; the other flags that the package proposes would switch web security off.
  const args = ['--no-sandbox', '--font-render-hinting=none'];
  const own = process.env['CHROME_PATH'];
  if (own !== undefined && own !== '') return { executablePath: own, args };
  const folder = unpackedChromium();
  return {
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: folder,
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The folder is named after the version and the user, and appears whole: it is made aside and renamed. */
function unpackedChromium(): string {
  const root = join(__dirname, '../../node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `ugs-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(folder, 'fonts.conf'))) return folder;
  const stage = mkdtempSync(`${folder}-`);
  try {
    unpackInto(stage, root);
    writeFileSync(join(stage, 'fonts.conf'), fontsConf(folder));
    renameSync(stage, folder);
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    // Another process was faster; whatever else went wrong is told.
    if (!existsSync(join(folder, 'fonts.conf'))) throw error;
  }
  return folder;
}

/**
 * The package unpacks into the temporary folder of its process, and only on a cloud function also the libraries; so a process of
 * its own is given the stage as its temporary folder and is asked for both. It is an ES module, which this one cannot load.
 */
function unpackInto(stage: string, root: string): void {
  const script = `
    import chromium, { inflate } from '@sparticuz/chromium';
    await chromium.executablePath();
    await inflate(${JSON.stringify(join(root, 'bin', 'al2023.tar.br'))});
  `;
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env: { ...process.env, TMPDIR: stage },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The packaged file names one fixed folder; without this, a machine without fonts draws no text at all. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
