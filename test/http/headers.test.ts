import { nextLinkIn, pathOnOrigin, wholeNumberIn } from '../../src/http/headers';
import { failureFrom } from '../support/fake-http';

const self = '<https://acme.okta.com/api/v1/users?limit=2>; rel="self"';
const next = '<https://acme.okta.com/api/v1/users?after=a,b;c&limit=2>; rel="next"';
const target = 'https://acme.okta.com/api/v1/users?after=a,b;c&limit=2';

test.each([
  ['in one header', `${self}, ${next}`],
  ['first', `${next}, ${self}`],
  ['alone', next],
  ['without quotes', `${self}, <${target}>; rel=next`],
  ['with other attributes', `<${target}>; title="more"; rel="next"; type="x", ${self}`],
])('the next link is found %s', (_where, link) => {
  expect(nextLinkIn(new Headers({ link }))).toBe(target);
});

test('two headers of the same name are read as one', () => {
  const headers = new Headers();
  headers.append('Link', self);
  headers.append('Link', next);
  expect(nextLinkIn(headers)).toBe(target);
});

test.each([['none'], [self], ['<https://acme.okta.com/x>; rel="next-archive"']])(
  'no next link is found in %s',
  (link) => {
    expect(nextLinkIn(new Headers({ link }))).toBeUndefined();
  },
);

test('an address on the same origin becomes a path', () => {
  expect(pathOnOrigin(target, 'https://acme.okta.com', 'Okta')).toBe('/api/v1/users?after=a,b;c&limit=2');
  expect(pathOnOrigin('/api/v1/users?after=a', 'https://acme.okta.com', 'Okta')).toBe(
    '/api/v1/users?after=a',
  );
});

test.each([
  'https://attacker.example/api',
  'http://acme.okta.com/api',
  'https://acme.okta.com.attacker.example/api',
  'https://acme.okta.com@attacker.example/api',
  '//attacker.example/api',
])('an address elsewhere is refused: %s', async (address) => {
  const read = async () => pathOnOrigin(address, 'https://acme.okta.com', 'Okta');
  expect(await failureFrom(read())).toMatchObject({ kind: 'incomplete-read' });
});

test.each([
  ['12', 12],
  [' 7 ', 7],
  ['', undefined],
  ['1.5', undefined],
  ['many', undefined],
])('a header that says %p is %p', (text, number) => {
  expect(wholeNumberIn(new Headers({ 'x-count': text }), 'x-count')).toBe(number);
});
