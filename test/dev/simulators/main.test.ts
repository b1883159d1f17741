import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import * as z from 'zod';
import { ask } from './support';

const root = path.resolve(__dirname, '../../..');
const addresses = z.strictObject({ onelogin: z.url(), atlassian: z.url() });
const siteAccounts = z.object({
  accounts: z.array(z.object({ email: z.string().optional() })),
});

function simulate(options: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'dev/simulators/main.ts', ...options], { cwd: root });
}

async function written(stream: AsyncIterable<unknown> | null): Promise<string> {
  let all = '';
  for await (const chunk of stream ?? []) all += String(chunk);
  return all;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('starts both, prints one line of JSON, steps over a taken port, and ends on SIGTERM', async () => {
  const port = await freePort();
  const blocker = createServer().listen(port + 1, '127.0.0.1');
  await once(blocker, 'listening');
  const child = simulate(['--port', String(port), '--users', '20', '--groups', '3', '--seed', '7']);
  const output = written(child.stdout);
  const [first] = await once(child.stdout ?? child, 'data');
  const { onelogin, atlassian } = addresses.parse(JSON.parse(String(first)));
  expect(onelogin).toBe(`http://127.0.0.1:${port}`);
  expect(Number(new URL(atlassian).port)).toBeGreaterThan(port + 1);
  const state = await ask(`${onelogin}/__control/state`);
  expect(
    z.object({ people: z.array(z.unknown()), roles: z.array(z.unknown()) }).parse(state.body),
  ).toMatchObject({
    people: { length: 20 },
    roles: { length: 3 },
  });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect((await output).trimEnd().split('\n')).toHaveLength(1);
  blocker.close();
});

test.each([
  ['okta', z.object({ users: z.array(z.object({ profile: z.object({ email: z.string().optional() }) })) })],
  ['entra', z.object({ users: z.array(z.object({ mail: z.string().optional() })) })],
] as const)(
  '%s has the people of the same company, and the site has accounts for most of them',
  async (kind, shape) => {
    const port = await freePort();
    const child = simulate([
      '--connector',
      kind,
      '--port',
      String(port),
      '--users',
      '60',
      '--groups',
      '5',
      '--seed',
      '7',
    ]);
    const [first] = await once(child.stdout ?? child, 'data');
    const urls = z.strictObject({ [kind]: z.url(), atlassian: z.url() }).parse(JSON.parse(String(first)));
    expect(urls[kind]).toBe(`http://127.0.0.1:${port}`);
    const { users } = shape.parse((await ask(`http://127.0.0.1:${port}/__control/state`)).body);
    const { accounts } = siteAccounts.parse((await ask(`${urls['atlassian'] ?? ''}/__control/state`)).body);
    const emails = users.flatMap((user) => ('profile' in user ? user.profile.email : user.mail) ?? []);
    const known = new Set(accounts.flatMap(({ email }) => email?.toLowerCase() ?? []));
    expect(users).toHaveLength(60);
    expect(emails.filter((email) => known.has(email.toLowerCase())).length).toBeGreaterThan(40);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

test('ends when the npm that started it is told to', async () => {
  const port = await freePort();
  const npm = spawn(
    'npm',
    ['run', '--silent', 'simulate', '--', '--port', String(port), '--users', '5', '--groups', '1'],
    {
      cwd: root,
    },
  );
  const [first] = await once(npm.stdout, 'data');
  const { onelogin } = addresses.parse(JSON.parse(String(first)));
  const ended = once(npm.stdout, 'close');
  npm.kill('SIGTERM');
  await ended;
  await expect(ask(onelogin)).rejects.toThrow('fetch failed');
});

test.each([
  [['--bogus']],
  [['--users', 'many']],
  [['--company', 'other']],
  [['--connector', 'ldap']],
  [['stray']],
])('%j ends with the usage and code 64', async (options) => {
  const child = simulate(options);
  const [error, [code]] = await Promise.all([written(child.stderr), once(child, 'exit')]);
  expect(code).toBe(64);
  expect(error).toContain('Usage: npm run --silent simulate');
});

test('explains itself on request, and that is no error', async () => {
  const child = simulate(['--help']);
  const output = written(child.stdout);
  const [code] = (await once(child, 'exit')) as readonly unknown[];
  expect([code, await output]).toEqual([0, expect.stringContaining('--connector')]);
});
