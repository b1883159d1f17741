import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(__dirname, '..', '..');

/** Each arrow that must not be, and the rule that must find it. */
const faults: readonly (readonly [file: string, line: string, rule: string])[] = [
  ['src/domain/fault.ts', "import '../sync/plan';", 'domain-imports-only-its-row'],
  ['src/http/fault.ts', "import '../storage/keys';", 'http-imports-only-its-row'],
  ['src/sync/fault.ts', "import '@forge/kvs';", 'sync-imports-only-its-row'],
  [
    'src/sync/fault.ts',
    "import type { App } from '../compose'; export type A = App;",
    'sync-imports-only-its-row',
  ],
  ['src/connectors/onelogin/fault.ts', "import '../../atlassian/target';", 'connectors-imports-only-its-row'],
  ['src/connectors/other/fault.ts', "import '../onelogin/status';", 'connectors-are-strangers'],
  ['src/atlassian/fault.ts', "import '@forge/kvs';", 'atlassian-imports-only-its-row'],
  ['src/storage/fault.ts', "import '@forge/api';", 'storage-imports-only-its-row'],
  ['src/resolvers/fault.ts', "import '../storage/keys';", 'resolvers-imports-only-its-row'],
  ['src/scheduled/fault.ts', "import '../resolvers/guard';", 'scheduled-imports-only-its-row'],
  [
    'src/frontend/fault.ts',
    "import { inputs } from '../contract'; export const a = inputs;",
    'frontend-takes-only-types',
  ],
  [
    'src/frontend/fault.ts',
    "import type { App } from '../compose'; export type A = App;",
    'frontend-imports-only-its-row',
  ],
  ['src/contract.ts', "import './sync/plan';", 'contract-imports-only-the-domain'],
  ['src/domain/fault.ts', "import '../../dev/host/index';", 'nothing-ships-from-dev-or-test'],
  ['src/domain/fault-again.ts', "import './fault-back';", 'no-cycles'],
];

describe('the import rules', () => {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'ugs-rules-'));

  beforeAll(() => {
    for (const name of [
      'src',
      'dev',
      'tsconfig.json',
      'tsconfig.base.json',
      '.dependency-cruiser.cjs',
      'package.json',
    ]) {
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  async function violations(): Promise<readonly string[]> {
    const program = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const args = [program, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
    const { stdout } = await run(process.execPath, args, { cwd: copy, maxBuffer: 256 * 1024 * 1024 });
    const result = JSON.parse(stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    return result.summary.violations.map(({ from, rule }) => `${from} ${rule.name}`);
  }

  it('find nothing in the project, and every fault that is seeded', async () => {
    expect(await violations()).toEqual([]);
    for (const [file, line] of faults) {
      const at = path.join(copy, file);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, `${line}\n`, { flag: 'a' });
    }
    writeFileSync(path.join(copy, 'src/domain/fault-back.ts'), "import './fault-again';\n");
    const found = await violations();
    for (const [file, line, rule] of faults)
      expect({ line, found }).toEqual({ line, found: expect.arrayContaining([`${file} ${rule}`]) });
  });
});
