import { changesText, fewShown } from '../../../dev/cli/changes-text';
import { commandToGoOn } from '../../../dev/cli/options';
import { fitted } from '../../../dev/cli/print';
import type { ChangeRow } from '../../../src/contract';

describe('a line in a terminal', () => {
  it.each([
    ['that fits stays as it is', 'one two', 'one two'],
    ['breaks at words, under its own beginning', '  one two three', '  one two\n  three'],
    ['of a table breaks under its second column', '  A  one two three', '  A  one\n     two\n     three'],
    ['with a bullet breaks behind it', '- one two three', '- one two\n  three'],
    ['without a space stays whole', 'onetwothreefour', 'onetwothreefour'],
    ['that is a command stays whole, to be copied', '  npm run ugs -- sync', '  npm run ugs -- sync'],
  ])('%s', (_what, line, expected) => {
    expect(fitted(line, 10)).toBe(expected);
  });
});

test('the command to go on has the same place, and words that a shell would split in quotes', () => {
  const place = { data: 'my data', route: { 'a.example': 'http://127.0.0.1:1' }, site: 'http://127.0.0.1:2' };
  expect(commandToGoOn(['approve', "it's.json"], place)).toBe(
    String.raw`npm run --silent ugs -- approve 'it'\''s.json' --data 'my data' --route a.example=http://127.0.0.1:1 --site http://127.0.0.1:2`,
  );
});

describe('the changes of a group', () => {
  const row = (change: Partial<ChangeRow>): ChangeRow => ({
    kind: 'add',
    group: 'Design',
    sourceId: 'role:1',
    accountId: 'account',
    outcome: 'planned',
    ...change,
  });
  const all = (rows: readonly ChangeRow[], shown = fewShown) => changesText(rows, shown).join('\n');

  it('say who comes, who goes and why, and what of it is held', () => {
    const rows = [
      row({ kind: 'create', outcome: 'planned' }),
      row({ person: 'Ann' }),
      row({ accountId: 'unknown' }),
      row({ kind: 'remove', person: 'Ben', cause: 'left', outcome: 'held' }),
      row({ kind: 'remove', person: 'Cem', cause: 'left' }),
      row({ kind: 'remove', person: 'Dan', cause: 'not-member', outcome: 'failed', reason: 'no' }),
    ];
    expect(all(rows)).toBe(
      [
        '"Design": to be created, 2 to add, 3 to remove (1 of them held)',
        '  + Ann; unknown',
        '  - gone from the directory: Ben; Cem',
        '  - no longer a member there; refused: no: Dan',
      ].join('\n'),
    );
  });

  it('name as many as are shown, and say how many there are besides', () => {
    const rows = ['A', 'B', 'C'].map((person) => row({ person }));
    expect(all(rows, { people: 2, groups: 1, more: 'see there' })).toBe(
      '"Design": 3 to add\n  + A; B; … and 1 more; see there',
    );
    expect(all([...rows, row({ group: 'Sales' })], { people: 3, groups: 1, more: 'see there' })).toMatch(
      /A; B; C\n\n… and 1 more; see there$/,
    );
  });
});
