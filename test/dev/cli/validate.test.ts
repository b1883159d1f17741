import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectionDocument, connectionDocumentVersion } from '../../../src/contract';
import { defaultRules } from '../../../src/domain/sync-rules';
import { manyUgs } from './support';

const folder = mkdtempSync(path.join(os.tmpdir(), 'ugs-validate-'));
const commands = manyUgs();
afterAll(async () => {
  await commands.close();
  rmSync(folder, { recursive: true });
});

/** Without the secret that the file names: validating needs none. */
const validate = (...args: readonly string[]) => commands.run(['validate', ...args], { TEST_SECRET: '' });

const okta = {
  version: connectionDocumentVersion,
  kind: 'okta',
  name: 'Okta',
  settings: { baseUrl: 'https://acme.okta.com' },
  secret: { env: 'TEST_SECRET' },
};

function fileWith(content: unknown): string {
  const file = path.join(folder, 'connection.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const renames = [{ kind: 'text', search: 'grp-', replace: '' }];
const mapping = { ...defaultRules.mapping, renames };
const leadsTo = (...groups: readonly string[]) => [{ kind: 'group', name: 'grp-Sales', leadsTo: groups }];

describe('ugs validate', () => {
  it('says what a good file is, and how many rules and examples it has', async () => {
    const rules = { ...defaultRules, mapping, examples: leadsTo('Sales') };
    const file = fileWith({ ...okta, rules });
    expect(await validate(file)).toEqual({
      code: 0,
      output: `${file} is a connection file (version ${connectionDocumentVersion}), 1 rule, 1 example passes.\n`,
      errors: '',
    });
  }, 30_000);

  it('lists all that is wrong at once, by field, and ends with 2', async () => {
    const rules = {
      ...defaultRules,
      mapping: { ...mapping, everyone: ['All', 'all'] },
      examples: leadsTo('Marketing'),
    };
    const schedule = { enabled: true, cron: '0 0 30 2 *', timeZone: 'UTC' };
    const settings = { ...okta.settings, requiredGroups: ['Staff', 'staff'] };
    const { code, output, errors } = await validate(fileWith({ ...okta, settings, schedule, rules }));
    expect({ code, output }).toEqual({ code: 64, output: '' });
    expect(errors).toMatch(/cannot be followed:\n/);
    expect(errors).toMatch(/\n {2}settings\.requiredGroups: "staff" is listed twice/);
    expect(errors).toMatch(/\n {2}schedule\.cron: .* never fires/);
    expect(errors).toMatch(/\n {2}rules\.mapping\.everyone\.1: /);
    expect(errors).toMatch(/\n {2}rules\.examples\.0\.leadsTo: The example "grp-Sales" leads to "Sales"/);
  }, 30_000);

  it.each([
    ['a file that is not there', () => path.join(folder, 'nowhere.json'), /does not exist/],
    ['a file that is not JSON', () => fileWith('{"version": 1,'), /is not JSON/],
    ['a field that nobody knows', () => fileWith({ ...okta, surplus: 1 }), /surplus/],
    ['a version that is not known yet', () => fileWith({ ...okta, version: 99 }), /of version 99/],
  ])('ends with 2 for %s', async (_what, file, words) => {
    const { code, errors } = await validate(file());
    expect(code).toBe(64);
    expect(errors).toMatch(words);
    expect(errors).not.toMatch(/\n\s+at /);
  });

  it('brings a file of an earlier version to the form of today, and says what it filled in', async () => {
    const { createMissingGroups, limits } = defaultRules;
    const { removals, additions } = limits;
    const old = { ...okta, version: 1, rules: { createMissingGroups, limits: { removals, additions } } };
    const file = fileWith(old);
    const looked = await validate(file);
    expect(looked.code).toBe(0);
    expect(looked.output).toMatch(/Note: "rules\.removal" was filled in: /);
    expect(looked.output).toMatch(/\(version 1\).*\n.*--write/);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(old);

    expect((await validate(file, '--write')).output).toMatch(/written back as version 2/);
    const written: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(connectionDocument.parse(written)).toMatchObject({
      version: connectionDocumentVersion,
      rules: defaultRules,
    });
    const again = await validate(file);
    expect(again.output).not.toMatch(/Note|--write/);
  }, 30_000);
});
