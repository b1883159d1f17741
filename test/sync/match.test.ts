import { matchPeople, type MatchInput } from '../../src/sync/match';
import { aUser } from '../support/fake-directory';

function match(input: Partial<MatchInput>) {
  const matches = matchPeople({ users: [], linked: new Map(), accounts: new Map(), ...input });
  return Object.fromEntries(
    [...matches].map(([id, found]) => [id, found.kind === 'matched' ? found.accountId : found.reason]),
  );
}

const account = (accountId: string, active = true) => [{ accountId, active }];

describe('matching', () => {
  it('goes by the stored id first, and gives no account to two people', () => {
    const users = [
      aUser('ann', { email: 'old@example.com' }),
      aUser('newcomer', { email: 'ann@example.com' }),
    ];
    const linked = new Map([['ann', 'acc-ann']]);
    const accounts = new Map([['ann@example.com', account('acc-ann')]]);
    expect(match({ users, linked, accounts })).toEqual({ ann: 'acc-ann', newcomer: 'account-taken' });
  });

  it('gives a doubly linked account to the first person only', () => {
    const users = [aUser('ann'), aUser('bob')];
    expect(
      match({
        users,
        linked: new Map([
          ['ann', 'acc'],
          ['bob', 'acc'],
        ]),
      }),
    ).toEqual({ ann: 'acc', bob: 'account-taken' });
  });

  it.each([
    ['without case and space', 'Ann@Example.COM ', [['ann@example.com', account('acc')]], 'acc'],
    ['not without an address', ' ', [], 'no-email'],
    ['not without an account', 'ann@example.com', [], 'no-account'],
    [
      'not with an account that is not active',
      'ann@example.com',
      [['ann@example.com', account('acc', false)]],
      'account-inactive',
    ],
    [
      'past an account that is not active',
      'ann@example.com',
      [['ann@example.com', [...account('old', false), ...account('acc')]]],
      'acc',
    ],
    [
      'not with two accounts',
      'ann@example.com',
      [['ann@example.com', [...account('a'), ...account('b')]]],
      'email-shared-by-accounts',
    ],
  ] as const)('goes by e-mail, %s', (_, email, accounts, expected) => {
    const input = {
      users: [aUser('ann', { email })],
      accounts: new Map(accounts.map(([key, hits]) => [key, [...hits]])),
    };
    expect(match(input)).toEqual({ ann: expected });
  });
});
