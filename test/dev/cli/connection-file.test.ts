import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConnectionFile } from '../../../dev/cli/connection-file';

const root = path.resolve(__dirname, '../../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'ugs-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

async function secretFrom(value: string): Promise<string> {
  const file = path.join(root, 'examples/okta.json');
  return (await readConnectionFile(file, { OKTA_API_TOKEN: value })).secret;
}

describe('the secret of a connection file', () => {
  it.each([
    ['a private key of several lines', pem],
    ['a private key in one line, its line breaks spelled out', pem.replaceAll('\n', String.raw`\n`)],
    ['a private key with the line breaks of Windows spelled out', pem.replaceAll('\n', String.raw`\r\n`)],
  ])('%s arrives as the key', async (_what, value) => {
    expect(await secretFrom(value)).toBe(pem);
  });

  it('that is no key is left as it is, a backslash and an n in it as well', async () => {
    expect(await secretFrom(String.raw`pass\nword`)).toBe(String.raw`pass\nword`);
  });
});

it.each([
  ['onelogin', 'ONELOGIN_CLIENT_SECRET'],
  ['okta', 'OKTA_API_TOKEN'],
  ['entra', 'ENTRA_CLIENT_SECRET'],
])('the example of %s is a connection file and takes its secret from %s', async (kind, variable) => {
  const file = path.join(root, `examples/${kind}.json`);
  expect(await readConnectionFile(file, { [variable]: 'x' })).toMatchObject({
    document: { kind, secret: { env: variable } },
    secret: 'x',
  });
  await expect(readConnectionFile(file, {})).rejects.toThrow(variable);
});

describe('a connection file of another version', () => {
  const settings = { region: 'us', clientId: 'client', groupSources: ['roles'] };
  const written = async (version: number) => {
    const file = path.join(folder, `version-${version}.json`);
    const document = { version, kind: 'onelogin', name: 'A', settings, secret: { env: 'SECRET' } };
    writeFileSync(file, JSON.stringify(document));
    return readConnectionFile(file, { SECRET: 'x' });
  };

  it('is read where it is an earlier one', async () => {
    expect((await written(1)).document).toEqual((await written(2)).document);
  });

  it('is refused by its name where it is a later one', async () => {
    await expect(written(3)).rejects.toThrow(/version-3\.json: This file is of version 3; .*Update the app/);
  });
});
