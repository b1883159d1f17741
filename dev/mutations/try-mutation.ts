import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Mutation } from './mutation';

/** A copy of the app and its tests, in which lines may be broken. */
export interface Copy {
  readonly folder: string;
  readonly remove: () => void;
}

const copied = [
  'src',
  'test',
  'dev',
  'static',
  'docs',
  'examples',
  'manifest.yml',
  'package.json',
  'jest.config.cjs',
  'tsconfig.json',
  'tsconfig.base.json',
  'tsconfig.dev.json',
];

/** Most tests need neither bundle nor page. */
const noSetup = 'no-setup.cjs';

export function makeCopy(root: string): Copy {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ugs-mutations-'));
  for (const name of copied) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, noSetup), 'module.exports = async () => undefined;\n');
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** `found`: a test failed. `survived`: none did. `broken`: the tests did not run, which proves nothing. */
export type Verdict = 'found' | 'survived' | 'broken';

/** Breaks the line, runs the tests, and mends it again. */
export function tryMutation({ file, find, replace }: Mutation, tests: Tests, { folder }: Copy): Verdict {
  const broken = path.join(folder, file);
  const text = readFileSync(broken, 'utf8');
  writeFileSync(
    broken,
    text.replace(find, () => replace),
  );
  try {
    return runTests(tests, folder);
  } finally {
    writeFileSync(broken, text);
  }
}

export interface Tests {
  readonly tests: readonly string[];
  readonly isBundled?: true | undefined;
}

interface Results {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** Histories of the model's test: enough for a line that is broken all the time. */
const modelRuns = '150';

export function runTests({ tests, isBundled }: Tests, folder: string): Verdict {
  const output = path.join(folder, 'results.json');
  rmSync(output, { force: true });
  const program = path.join(folder, 'node_modules', 'jest', 'bin', 'jest.js');
  const isReady = isBundled === true ? [] : ['--globalSetup', path.join(folder, noSetup)];
  const flags = ['--json', '--outputFile', output, '--silent', '--reporters=default', ...isReady];
  const { stderr } = spawnSync(process.execPath, [program, ...tests, '--rootDir', folder, ...flags], {
    cwd: folder,
    env: { ...process.env, MODEL_RUNS: modelRuns },
    encoding: 'utf8',
    maxBuffer: 100 * 1024 * 1024,
  });
  const results = existsSync(output) ? (JSON.parse(readFileSync(output, 'utf8')) as Results) : undefined;
  if (results !== undefined && results.numFailedTests > 0) return 'found';
  if (results !== undefined && results.numRuntimeErrorTestSuites === 0 && results.numPassedTests > 0)
    return 'survived';
  console.error(stderr.slice(-longestExcerpt));
  return 'broken';
}

const longestExcerpt = 3_000;
