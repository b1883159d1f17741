import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildInto, ensureBundle } from '../../../dev/host/bundle';
import { putInPlace } from '../../../dev/host/page-build';
import { contentHash } from '../../../dev/host/content-hash';
import { buildTimeoutMs, sampleDir, temporaryDir } from './support';

test(
  'a bundle is built once for the same inputs',
  async () => {
    const first = await ensureBundle(sampleDir);
    const before = Date.now();
    expect(await ensureBundle(sampleDir)).toBe(first);
    expect(Date.now() - before).toBeLessThan(1000);
    expect(readdirSync(first)).toEqual(expect.arrayContaining(['index.cjs', 'runtime.json']));
  },
  buildTimeoutMs,
);

test(
  'a TypeScript error comes out as Forge’s bundler says it',
  async () => {
    // Inside of the project, so that the app finds its libraries.
    const appDir = path.join(sampleDir, '.cache', 'broken');
    mkdirSync(path.join(appDir, 'src'), { recursive: true });
    cpSync(path.join(sampleDir, 'manifest.yml'), path.join(appDir, 'manifest.yml'));
    writeFileSync(path.join(appDir, 'src/index.ts'), 'export const resolver: number = "text";\n');
    await expect(ensureBundle(appDir)).rejects.toThrow(/TypeScript errors in the app[\s\S]*TS2322/);
    rmSync(appDir, { recursive: true, force: true });
  },
  buildTimeoutMs,
);

test('of two builds at once one stays, and nothing half-made is left', async () => {
  const parent = temporaryDir();
  const target = path.join(parent, 'made');
  const build = (text: string) =>
    buildInto(target, async (dir) => writeFileSync(path.join(dir, 'file'), text));
  await Promise.all([build('one'), build('two')]);
  expect(readdirSync(parent)).toEqual(['made']);
  await expect(
    buildInto(path.join(parent, 'other'), async () => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  expect(readdirSync(parent)).toEqual(['made']);
  rmSync(parent, { recursive: true, force: true });
});

test('a new page takes the place of the old one whole', () => {
  const [parent, workDir] = [temporaryDir(), temporaryDir()];
  const page = path.join(parent, 'page');
  for (const text of ['first', 'second']) {
    mkdirSync(path.join(workDir, 'new'));
    writeFileSync(path.join(workDir, 'new', `${text}.js`), text);
    putInPlace(page, workDir);
    expect(readdirSync(page)).toEqual([`${text}.js`]);
  }
  expect(readdirSync(path.join(workDir, 'old'))).toEqual(['first.js']);
  for (const dir of [parent, workDir]) rmSync(dir, { recursive: true, force: true });
});

test('the hash changes with any input and not with what is left out', () => {
  const dir = temporaryDir();
  mkdirSync(path.join(dir, 'src/frontend'), { recursive: true });
  writeFileSync(path.join(dir, 'src/a.ts'), '1');
  writeFileSync(path.join(dir, 'src/frontend/b.ts'), '1');
  const hash = () => contentHash(dir, ['src', 'absent'], (name) => name.startsWith('src/frontend/'));
  const first = hash();
  writeFileSync(path.join(dir, 'src/frontend/b.ts'), '2');
  expect(hash()).toBe(first);
  writeFileSync(path.join(dir, 'src/a.ts'), '2');
  expect(hash()).not.toBe(first);
  rmSync(dir, { recursive: true, force: true });
});
