import { parseArgs } from 'node:util';
import {
  demoCompany,
  demoEntraTenant,
  demoOktaOrg,
  demoSite,
  entraTenantOf,
  generateCompany,
  generateSite,
  oktaOrgOf,
  startAtlassian,
  startEntra,
  startOkta,
  startOneLogin,
  type Company,
} from './index';

const usage = `Usage: npm run --silent simulate -- [options]

  --connector KIND  onelogin, okta or entra (default onelogin)
  --port N          the directory's port; the site takes the next one that is free (default 4100)
  --users N         people of the generated company (default 1000)
  --groups N        roles or groups of the generated company (default 50)
  --seed N          the same seed makes the same company (default 1)
  --latency MS      how long each answer waits (default 0)
  --company demo    the hand-made company instead of a generated one

Prints one line of JSON with both addresses and runs until SIGTERM or SIGINT.`;

const kinds = ['onelogin', 'okta', 'entra'] as const;
type Kind = (typeof kinds)[number];

interface Wishes {
  readonly kind: Kind;
  readonly port: number;
  readonly users: number;
  readonly groups: number;
  readonly seed: number;
  readonly latencyMs: number;
  readonly isDemo: boolean;
}

/** A mistake in the options; its message is for the person at the terminal. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(): Promise<void> {
  if (process.argv.includes('--help')) return void process.stdout.write(`${usage}\n`);
  const wishes = readWishes();
  const company = wishes.isDemo ? demoCompany() : generateCompany(wishes);
  const site = wishes.isDemo ? demoSite() : generateSite(company, { seed: wishes.seed });
  const { kind, port, latencyMs } = wishes;
  const directory = await starters[kind](company, wishes);
  const atlassian = await firstFree(port + 1, (next) => startAtlassian({ site, port: next, latencyMs }));
  // Before the line that tells others they may go on, and end us: a parent that is gone by then would never be missed.
  closeOnSignal([directory, atlassian]);
  process.stdout.write(`${JSON.stringify({ [kind]: directory.url, atlassian: atlassian.url })}\n`);
}

interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** The same people in each kind of directory, so that one site fits all of them. */
const starters: Readonly<Record<Kind, (company: Company, wishes: Wishes) => Promise<Running>>> = {
  onelogin: (company, { port, latencyMs }) => startOneLogin({ company, port, latencyMs }),
  okta: (company, { port, latencyMs, isDemo }) =>
    startOkta({ org: isDemo ? demoOktaOrg() : oktaOrgOf(company), port, latencyMs }),
  entra: (company, { port, latencyMs, isDemo }) =>
    startEntra({ tenant: isDemo ? demoEntraTenant() : entraTenantOf(company), port, latencyMs }),
};

function readWishes(): Wishes {
  const values = readOptions();
  const kind = kinds.find((one) => one === (values.connector ?? 'onelogin'));
  if (kind === undefined) throw new UsageError(`--connector knows onelogin, okta and entra only.`);
  if (values.company !== undefined && values.company !== 'demo')
    throw new UsageError(`--company knows "demo" only.`);
  return {
    kind,
    port: wholeNumber('port', values.port, { usual: 4100, max: 65_534 }),
    users: wholeNumber('users', values.users, { usual: 1000, max: 1_000_000 }),
    groups: wholeNumber('groups', values.groups, { usual: 50, max: 100_000 }),
    seed: wholeNumber('seed', values.seed, { usual: 1, max: 2 ** 32 - 1 }),
    latencyMs: wholeNumber('latency', values.latency, { usual: 0, max: 600_000 }),
    isDemo: values.company === 'demo',
  };
}

function readOptions() {
  const text = { type: 'string' } as const;
  const options = {
    connector: text,
    port: text,
    users: text,
    groups: text,
    seed: text,
    latency: text,
    company: text,
  };
  try {
    return parseArgs({ options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are wrong.');
  }
}

interface Range {
  readonly usual: number;
  readonly max: number;
}

function wholeNumber(name: string, value: string | undefined, { usual, max }: Range): number {
  if (value === undefined) return usual;
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Infinity;
  if (number > max) throw new UsageError(`--${name} must be a whole number up to ${max}, not "${value}".`);
  return number;
}

/** The site's port may be taken by something else; the directory's was asked for by name, so there it is an error. */
async function firstFree<T>(port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if (!isTaken(error) || port >= 65_535) throw error;
    return firstFree(port + 1, start);
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function closeOnSignal(running: readonly { close(): Promise<void> }[]): void {
  const stop = (): void => {
    Promise.all(running.map((each) => each.close())).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (process.env['npm_lifecycle_event'] !== undefined) onParentGone(stop);
}

/** npm hands a SIGTERM to its shell only, which dies of it without a word to us: being adopted by somebody else is the only sign. */
function onParentGone(stop: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 200);
}

function explain(error: unknown): void {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    process.exit(64);
  }
  process.stderr.write(
    isTaken(error) ? 'The port is taken. Choose another one with --port.\n' : `${String(error)}\n`,
  );
  process.exit(1);
}

main().catch(explain);
