import type { ManagedGroup, Outputs } from '../../src/contract';
import type { AuditEntry } from '../../src/domain/audit';
import type { ExplainedMembership, Explanation, ExplanationStep } from '../../src/domain/explanation';
import type { RejectedForGood } from '../../src/domain/stores';
import { Refusal, type Handlers } from './fake-bridge';
import { aRunUnderWay } from './page-fixtures';

const minute = 60_000;
const day = 24 * 60 * minute;

export const ann = {
  userId: '10482',
  accountId: '712020:aaaaaaaa-0000-4000-8000-000000000001',
  displayName: 'Ann Okafor',
  email: 'ann.okafor@acme.example',
};
export const ben = {
  userId: '10483',
  accountId: '712020:aaaaaaaa-0000-4000-8000-000000000002',
  displayName: 'Ben Lindqvist',
  email: 'ben.lindqvist@acme.example',
};

/** An id as OneLogin’s member_of gives it: with what an address has a meaning for. */
export const designId = 'member_of:cn=Design/Web,ou=100% ours';
const financeId = '3f0c1c1e-finance';

function step(
  name: ExplanationStep['step'],
  answer: ExplanationStep['answer'],
  message: string,
): ExplanationStep {
  return { step: name, answer, message };
}

const person: readonly ExplanationStep[] = [
  step('directory', 'yes', 'OneLogin has this person, under the ID 10482.'),
  step('status', 'yes', 'The account in OneLogin is active.'),
  step('scope', 'yes', 'Is in the required group “Employees”.'),
  step('account', 'info', 'Paired by an earlier sync; the e-mail address has changed since.'),
];

export function aMembership(overrides: Partial<ExplainedMembership> = {}): ExplainedMembership {
  return {
    group: 'Design',
    groupId: designId,
    accountId: ann.accountId,
    userId: ann.userId,
    displayName: ann.displayName,
    wanted: true,
    present: true,
    managed: true,
    verdict: 'Is in the group because OneLogin has her in the role “Design”.',
    steps: [
      step('source', 'yes', 'Is a member of the role “Design” in OneLogin.'),
      step('rename', 'info', 'No rename changes “Design”.'),
      step('target', 'yes', 'The group “Design” is linked, and nothing protects it.'),
      step('ledger', 'yes', 'This connector added the membership on 3 Sept 2026.'),
    ],
    ...overrides,
  };
}

const finance = aMembership({
  group: 'Finance',
  groupId: financeId,
  wanted: false,
  managed: false,
  verdict: 'Is in the group because somebody put her in by hand; this connector leaves that alone.',
  steps: [
    step('source', 'no', 'Is not a member of the role “Finance” in OneLogin.'),
    step('ledger', 'no', 'This connector did not add the membership.'),
  ],
});

export function anExplanation(overrides: Partial<Explanation> = {}): Explanation {
  return {
    subject: { kind: 'person', person: ann },
    steps: person,
    memberships: [aMembership(), finance],
    membershipCount: 2,
    readAtMs: Date.now() - 10 * minute,
    siteAtMs: Date.now() - 8 * minute,
    ...overrides,
  };
}

export function aGroupExplanation(): Explanation {
  return anExplanation({
    subject: {
      kind: 'group',
      group: { name: 'Design', groupId: designId, sources: ['Role “Design”', 'Rule “Everybody”'] },
    },
    steps: [step('target', 'yes', 'The group is linked to the role “Design”.')],
    memberships: [
      aMembership(),
      aMembership({
        ...ben,
        present: false,
        managed: false,
        verdict: 'Is not in the group: an administrator rejected the addition for good.',
        steps: [step('rejected', 'no', 'Rejected for good on 4 Sept 2026.')],
      }),
    ],
    membershipCount: 204,
  });
}

export function aManagedGroup(overrides: Partial<ManagedGroup> = {}): ManagedGroup {
  return {
    groupId: designId,
    name: 'Design',
    sourceId: 'role:7',
    source: 'Role “Design”',
    managed: 34,
    shared: 3,
    sharedWith: ['OneLogin partners'],
    present: 41,
    sinceMs: Date.UTC(2026, 8, 3, 9, 30),
    ...overrides,
  };
}

export function aRejection(overrides: Partial<RejectedForGood> = {}): RejectedForGood {
  return {
    groupId: designId,
    groupName: 'Design',
    accountId: ben.accountId,
    change: 'add',
    atMs: Date.UTC(2026, 8, 4, 9, 30),
    byAccountId: 'account-1',
    ...overrides,
  };
}

export function anAuditEntry(overrides: Partial<AuditEntry> = {}): AuditEntry {
  const number = overrides.number ?? 1;
  return {
    number,
    atMs: Date.now() - 3 * day + number * minute,
    byAccountId: 'account-1',
    action: 'changed',
    connectionId: 'connection-1',
    connectionName: 'OneLogin staff',
    changes: [{ path: 'rules.limits.removals.perRun.max', before: '500', after: '200' }],
    ...overrides,
  };
}

/** What the app keeps for these pages. Tests change it. */
export interface ExplainState {
  explanation: Explanation;
  found: Outputs['findSubjects'];
  managed: ManagedGroup[];
  rejected: RejectedForGood[];
  audit: AuditEntry[];
}

export function anExplainState(): ExplainState {
  return {
    explanation: anExplanation(),
    found: {
      people: [ann, { accountId: 'account-9', displayName: 'Anneke de Vries' }],
      groups: [
        { id: designId, name: 'Annual planning', side: 'site' },
        { id: 'role:8', name: 'Annual planning', side: 'directory' },
      ],
      readAtMs: Date.now() - 10 * minute,
    },
    managed: [
      aManagedGroup(),
      aManagedGroup({
        groupId: financeId,
        name: 'Finance',
        source: 'Role “Finance”',
        shared: 0,
        sharedWith: [],
      }),
    ],
    rejected: [aRejection(), aRejection({ change: 'remove', accountId: ann.accountId })],
    audit: theAudit(),
  };
}

function theAudit(): AuditEntry[] {
  const entries = [
    anAuditEntry({
      number: 60,
      action: 'deleted',
      connectionId: 'connection-7',
      connectionName: 'Old',
      changes: [],
    }),
    anAuditEntry({
      number: 59,
      byAccountId: '712020:somebody-else',
      changes: [
        { path: 'secret' },
        { path: 'rules.createMissingGroups', before: 'true', after: 'false' },
        { path: 'rules.mapping.everyone', before: '[]', after: '["jira-users-acme","Everybody"]' },
        { path: 'schedule.cron', before: '"0 * * * *"', after: '"*/30 * * * *"' },
      ],
    }),
    anAuditEntry({ number: 58, action: 'group-released', subject: 'Design', changes: [] }),
  ];
  const older = Array.from({ length: 57 }, (_, index) => anAuditEntry({ number: 57 - index }));
  return [...entries, ...older];
}

type Explained =
  | 'findSubjects'
  | 'explain'
  | 'syncPerson'
  | 'forgetPerson'
  | 'listManagedGroups'
  | 'changeOwnership'
  | 'listRejected'
  | 'forgetRejected'
  | 'listAudit'
  | 'exportAudit';

const names = { [ann.accountId]: ann.displayName, [ben.accountId]: ben.displayName };

/** Answers as the real backend does, as far as these pages can tell. */
export function explainHandlers(state: ExplainState): Pick<Handlers, Explained> {
  return {
    findSubjects: ({ text }) =>
      text.startsWith('zz') ? { ...state.found, people: [], groups: [] } : state.found,
    explain: ({ userId, groupId }) => {
      if (userId === 'nobody') {
        throw new Refusal({ kind: 'not-found', message: 'Nothing is stored of this person.' });
      }
      if (userId === undefined) return aGroupExplanation();
      if (groupId === undefined) return state.explanation;
      return { ...state.explanation, memberships: [aMembership()], membershipCount: 1 };
    },
    syncPerson: ({ connectionId, mode }) => ({
      run: aRunUnderWay({ id: 'run-77', connectionId, mode, trigger: 'person' }),
      started: true,
    }),
    forgetPerson: () => ({
      summary:
        'Everything stored about this person was removed. The next run reads them again if they still take part.',
    }),
    listManagedGroups: () => ({ groups: state.managed }),
    changeOwnership: ({ groupId, action, apply }) => {
      const group = state.managed.find((one) => one.groupId === groupId);
      if (apply && action !== 'adopt') state.managed = state.managed.filter((one) => one !== group);
      return {
        applied: apply,
        summary: `This is about ${group?.managed ?? 0} memberships.`,
        memberships: group?.managed ?? 0,
        wouldLose: action === 'adopt' ? [ben.accountId, '712020:unknown'] : [],
        names,
      };
    },
    listRejected: () => ({ rejected: state.rejected, names }),
    forgetRejected: ({ rejected }) => {
      const isGone = (one: RejectedForGood): boolean =>
        rejected.some((gone) => gone.accountId === one.accountId && gone.change === one.change);
      state.rejected = state.rejected.filter((one) => !isGone(one));
      return { rejected: state.rejected, names };
    },
    listAudit: ({ connectionId, before = Infinity, limit }) => {
      const entries = state.audit.filter(
        (entry) =>
          entry.number < before && (connectionId === undefined || entry.connectionId === connectionId),
      );
      const shown = entries.slice(0, limit);
      const last = shown.at(-1);
      return {
        entries: shown,
        names: { '712020:somebody-else': 'Sam Else' },
        ...(entries.length > limit && last !== undefined ? { nextBefore: last.number } : {}),
      };
    },
    exportAudit: ({ format, cursor }) => ({
      fileName: `audit.${format}`,
      text: cursor === undefined ? 'number,action\r\n' : '60,deleted\r\n',
      ...(cursor === undefined ? { cursor: 'more' } : {}),
    }),
  };
}
