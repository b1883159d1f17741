import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureBundle } from '../../../dev/host';
import { startTimeoutMs } from '../../support/app';
import { root } from '../cli/support';

beforeAll(() => ensureBundle(root), startTimeoutMs);

test('a directory loses half its people: held and explained, approved exactly, undone whole', async () => {
  const { code, output } = await demo('--disaster');
  expect(code).toBe(0);
  // Each of these lines is printed only after the site was compared member by member.
  expect(output.match(/✓ Checked on the site: .*/g)).toEqual([
    '✓ Checked on the site: nobody lost a membership, and Nadia is in Sales.',
    '✓ Checked on the site: what changed is what was shown and approved, and nothing else.',
    '✓ Checked on the site: the site is as it was before the approval.',
    '✓ Checked on the site: the site is still as it was.',
    '✓ Checked on the site: nothing is held, and nothing had to change.',
  ]);
  expect(output).toMatch(/13 of 26 people are deleted/);
  expect(output).toMatch(
    /The run in the night: added 1 membership, removed 0, and held 20 for an administrator\.\nWhy they wait:\n {2}This run would lose 20 of 42 \(48\u{a0}%\) memberships, more than the limit of 20\u{a0}%\. Check the directory, then approve or correct it\./u,
  );
  expect(output).toMatch(/The approved run: added 0 memberships, removed 20\./);
  expect(output).toMatch(/No run started\. After an undo the schedule rests/);
}, 120_000);

test('an option that the demo does not know ends with 64', async () => {
  expect(await demo('--connector', 'ldap')).toMatchObject({ code: 64, output: '' });
}, 60_000);

async function demo(
  ...args: readonly string[]
): Promise<{ readonly code: unknown; readonly output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/demo/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, output };
}
