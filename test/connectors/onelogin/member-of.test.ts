import { memberOfGroups } from '../../../src/connectors/onelogin/member-of';

function names(memberOf: string | null): readonly string[] {
  return memberOfGroups(memberOf).map((group) => group.name);
}

test.each([
  ['CN=Sales,OU=Groups,DC=acme,DC=com', ['Sales']],
  ['CN=Sales,DC=acme;CN=Support,DC=acme', ['Sales', 'Support']],
  [String.raw`CN=Smith\, Jones,OU=Law,DC=acme`, ['Smith, Jones']],
  [String.raw`CN=Smith\2C Jones,DC=acme`, ['Smith, Jones']],
  [String.raw`CN=Lu\C4\8Di\C4\87,DC=acme`, ['Lučić']],
  [String.raw`CN=A\;B,DC=acme;CN=C,DC=acme`, ['A;B', 'C']],
  [String.raw`CN=Back\\slash,DC=acme`, [String.raw`Back\slash`]],
  [String.raw`CN=One\+One,DC=acme`, ['One+One']],
  ['CN=Main+OU=Second,DC=acme', ['Main']],
  ['cn = Spaced , DC=acme', ['Spaced']],
  ['2.5.4.3=By number,DC=acme', ['By number']],
  ['CN=山田組,DC=acme', ['山田組']],
  ['Plain name', ['Plain name']],
  ['CN=a=b,DC=acme', ['a=b']],
  [' ; ;CN=Sales,DC=acme; ', ['Sales']],
  ['', []],
  [null, []],
])('%j names the groups %j', (memberOf, expected) => {
  expect(names(memberOf)).toEqual(expected);
});

test('the id is the whole name in lower case, so that writing does not make a second group', () => {
  expect(memberOfGroups('CN=Sales,DC=Acme;cn=sales,dc=acme ')).toEqual([
    { id: 'member_of:cn=sales,dc=acme', kind: 'member_of', name: 'Sales' },
  ]);
});

test('groups of one name in two places of the tree stay two', () => {
  expect(memberOfGroups('CN=Admins,OU=A,DC=acme;CN=Admins,OU=B,DC=acme')).toHaveLength(2);
});

test('an escaped text of only spaces leaves an empty name, for the plan to refuse', () => {
  expect(names(String.raw`CN=\20\20,DC=acme`)).toEqual(['']);
});
