import { accountStatus } from '../../../src/connectors/onelogin/status';

test.each([
  [1, 'active', 'Active'],
  [3, 'active', 'Locked'],
  [4, 'active', 'Password expired'],
  [5, 'active', 'Awaiting password reset'],
  [7, 'active', 'Password pending'],
  [8, 'active', 'Security questions required'],
  [0, 'staged', 'Unactivated'],
  [2, 'inactive', 'Suspended'],
])('status %i of an approved account is %s and reported as "%s"', (status, word, reportedStatus) => {
  expect(accountStatus({ id: 1, status, state: 1 })).toEqual({ status: word, reportedStatus });
});

test.each([
  [0, 'Active, unapproved'],
  [2, 'Active, rejected'],
  [3, 'Active, unlicensed'],
])('state %i is inactive whatever the status says, and reported as "%s"', (state, reportedStatus) => {
  expect(accountStatus({ id: 1, status: 1, state })).toEqual({ status: 'inactive', reportedStatus });
});

test.each([
  [6, 1, 'status 6'],
  [9, 1, 'status 9'],
  [1, 4, 'state 4'],
])(
  'an unknown number (status %i, state %i) fails the read instead of making a leaver',
  (status, state, named) => {
    expect(() => accountStatus({ id: 77, status, state })).toThrow(
      expect.objectContaining({
        failure: {
          kind: 'unexpected-response',
          message: expect.stringMatching(new RegExp(`user 77 the ${named}`)),
        },
      }),
    );
  },
);
