import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { contentHash } from './content-hash';

const run = promisify(execFile);
const inputs = [
  'src',
  'manifest.yml',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
];

/**
 * The app as `forge deploy` would upload it, made by Forge's own bundler without network, and kept in `.cache/bundle` until an
 * input changes. Parallel processes may both build; the first rename wins and both get a whole bundle.
 *
 * Throws with the bundler's words, TypeScript errors included.
 */
export async function ensureBundle(appDir: string): Promise<string> {
  const root = path.resolve(appDir);
  const hash = contentHash(root, inputs, (name) => name.startsWith('src/frontend/'));
  const bundleDir = path.join(root, '.cache', 'bundle', hash);
  if (existsSync(bundleDir)) return bundleDir;
  await buildInto(bundleDir, (workDir) =>
    runTool(process.execPath, [path.join(__dirname, 'bundle-app.cjs'), root, workDir], {
      cwd: root,
      failure: 'Forge’s bundler did not accept the app',
    }),
  );
  return bundleDir;
}

/** Fills a fresh directory beside the target and renames it; when somebody else was first, theirs stays. */
export async function buildInto(targetDir: string, build: (workDir: string) => Promise<void>): Promise<void> {
  mkdirSync(path.dirname(targetDir), { recursive: true });
  const workDir = mkdtempSync(`${targetDir}.`);
  try {
    await build(workDir);
    renameSync(workDir, targetDir);
  } catch (error) {
    rmSync(workDir, { recursive: true, force: true });
    if (!existsSync(targetDir)) throw error;
  }
}

interface ToolOptions {
  readonly cwd: string;
  /** The beginning of the error's message. */
  readonly failure: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function runTool(
  program: string,
  args: readonly string[],
  { cwd, failure, env = {} }: ToolOptions,
): Promise<void> {
  try {
    await run(program, [...args], { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } });
  } catch (error) {
    throw new Error(`${failure}:\n${outputOf(error)}`, { cause: error });
  }
}

function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stdout, stderr } = error as Error & { readonly stdout?: string; readonly stderr?: string };
  return (
    [stderr, stdout].filter((text) => text !== undefined && text.trim() !== '').join('\n') || error.message
  );
}
