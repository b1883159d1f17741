import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTool } from './bundle';
import { contentHash } from './content-hash';

const inputs = [
  'src/frontend',
  'src/contract.ts',
  'src/contract',
  'src/domain',
  'package-lock.json',
  'tsconfig.base.json',
];

/**
 * Builds `static/page` with Vite when an input of the page changed since the last build; answers with the folder.
 * The build is made aside and put in place whole, so a server or another process never sees half of it.
 */
export async function ensurePage(appDir: string): Promise<string> {
  const root = path.resolve(appDir);
  const pageDir = path.join(root, 'static', 'page');
  const stamp = path.join(root, 'static', '.page-inputs');
  const hash = contentHash(root, inputs);
  const isFresh =
    existsSync(path.join(pageDir, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (isFresh) return pageDir;
  mkdirSync(path.dirname(pageDir), { recursive: true });
  const workDir = mkdtempSync(`${pageDir}.`);
  try {
    await runVite(root, path.join(workDir, 'new'));
    putInPlace(pageDir, workDir);
    writeFileSync(stamp, hash);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
  return pageDir;
}

function runVite(root: string, outDir: string): Promise<void> {
  const vite = path.join(path.dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  return runTool(
    process.execPath,
    [vite, 'build', '--config', 'src/frontend/vite.config.ts', '--outDir', outDir, '--emptyOutDir'],
    // A test's NODE_ENV would make a development build, which asks React for functions that the production one lacks.
    { cwd: root, failure: 'Vite could not build the page', env: { NODE_ENV: 'production' } },
  );
}

/** `<workDir>/new` becomes the target; what stood there goes into `workDir`, which the caller removes. */
export function putInPlace(targetDir: string, workDir: string): void {
  if (existsSync(targetDir)) renameSync(targetDir, path.join(workDir, 'old'));
  try {
    renameSync(path.join(workDir, 'new'), targetDir);
  } catch (error) {
    // Another process put its own build here in between; it has the same inputs.
    if (!existsSync(path.join(targetDir, 'index.html'))) throw error;
  }
}
