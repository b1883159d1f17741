import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTool } from './bundle';
import { contentHash } from './content-hash';

const inputs = ['src/frontend', 'src/contract.ts', 'src/domain', 'package-lock.json', 'tsconfig.base.json'];

/** Builds `static/page` with Vite when an input of the page changed since the last build; answers with the folder. */
export async function ensurePage(appDir: string): Promise<string> {
  const root = path.resolve(appDir);
  const pageDir = path.join(root, 'static', 'page');
  const stamp = path.join(root, 'static', '.page-inputs');
  const hash = contentHash(root, inputs);
  const isFresh =
    existsSync(path.join(pageDir, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (isFresh) return pageDir;
  const vite = path.join(path.dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  await runTool(process.execPath, [vite, 'build', '--config', 'src/frontend/vite.config.ts'], {
    cwd: root,
    failure: 'Vite could not build the page',
  });
  writeFileSync(stamp, hash);
  return pageDir;
}
