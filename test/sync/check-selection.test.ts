import type { SelectionSettings } from '../../src/domain/selection-settings';
import { checkSelection } from '../../src/sync/check-selection';

function check(selection: Partial<SelectionSettings>): void {
  checkSelection({
    kind: 'onelogin',
    settings: {
      region: 'us',
      clientId: 'client',
      groupSources: ['roles'],
      minimumRemainingCalls: 0,
      requiredGroups: [],
      ...selection,
    },
  });
}

const emails = (mode: 'include' | 'exclude', ...patterns: string[]) => ({
  filters: { users: { emails: { mode, patterns } } },
});
const names = (mode: 'include' | 'exclude', ...patterns: string[]) => ({
  filters: { groups: { names: { mode, patterns } } },
});

it.each<[Partial<SelectionSettings>, string, RegExp]>([
  [{ requiredGroups: ['Design', ' design'] }, 'requiredGroups', /" design" is listed twice/],
  [{ excludedGroups: ['A', 'B', 'A'] }, 'excludedGroups', /"A" is listed twice/],
  [
    { requiredGroups: ['A', 'B'], excludedGroups: ['b'] },
    'excludedGroups',
    /"b" is required and excluded at once/,
  ],
  [emails('exclude', 'joe@example.com', '*'), 'filters.users.emails.patterns', /nothing would be left/],
  [emails('exclude', '**@*'), 'filters.users.emails.patterns', /nothing would be left/],
  [emails('include', '*@*'), 'filters.users.emails.patterns', /let everything in/],
  [emails('include', '*@*.*'), 'filters.users.emails.patterns', /let everything in/],
  [emails('exclude', '*.*'), 'filters.users.emails.patterns', /nothing would be left/],
  [names('exclude', '*'), 'filters.groups.names.patterns', /nothing would be left/],
  [names('include', 'A', '**'), 'filters.groups.names.patterns', /let everything in/],
  [emails('include', 'example.com'), 'filters.users.emails.patterns', /can match no e-mail address/],
  [emails('exclude', '@example.com'), 'filters.users.emails.patterns', /write \*@example\.com/],
  [emails('exclude', '@example.*'), 'filters.users.emails.patterns', /can match no e-mail address/],
  [emails('exclude', '*@'), 'filters.users.emails.patterns', /can match no e-mail address/],
  [emails('exclude', '<joe@example.com>'), 'filters.users.emails.patterns', /can match no e-mail address/],
  [emails('include', 'a@x.com, b@x.com'), 'filters.users.emails.patterns', /an entry for each/],
  [emails('exclude', '.*@example.com'), 'filters.users.emails.patterns', /regular expression/],
  [emails('exclude', String.raw`*@example\.com`), 'filters.users.emails.patterns', /regular expression/],
  [emails('exclude', '^joe@example.com$'), 'filters.users.emails.patterns', /regular expression/],
  [emails('include', '*@x.com;*@y.com'), 'filters.users.emails.patterns', /an entry for each/],
])('%j is refused at %s', (selection, field, message) => {
  expect(() => check(selection)).toThrow(
    expect.objectContaining({
      failure: {
        kind: 'settings-rejected',
        field: `configuration.settings.${field}`,
        message: expect.stringMatching(message) as string,
      },
    }) as Error,
  );
});

it.each<Partial<SelectionSettings>>([
  {},
  { requiredGroups: ['A', 'B'], requiredGroupsMatch: 'all', excludedGroups: ['C'] },
  emails('include', '*@example.com', 'joe@example.com', '*.org', "o'neil+test@example.com", '*.*@*'),
  emails('exclude', '*example.com', 'test-*', 'joe.*@example.com'),
  names('include', 'Team: A, B', '*team*', '*@*'),
  names('exclude', 'A*'),
])('%j is taken', (selection) => {
  expect(() => check(selection)).not.toThrow();
});
