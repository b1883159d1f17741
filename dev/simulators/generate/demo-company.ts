import type { Company, Person, PersonStatus, Role } from '../onelogin/company';

interface Facts {
  readonly status?: PersonStatus;
  readonly email?: string;
  readonly noEmail?: true;
}

const monday = Date.UTC(2026, 5, 1, 8);
const firstId = 41_000_001;
const aCommaInIt = String.raw`CN=Sales\, Europe,OU=Groups,DC=lighthouse,DC=example`;
const engineering = 'CN=Engineering,OU=Groups,DC=lighthouse,DC=example';

/** The people of "Lighthouse", in the order of their ids; e-mail addresses are made of the first names unless said otherwise. */
const people: readonly (readonly [name: string, department: string, facts?: Facts])[] = [
  ['Amelia Hart', 'Engineering'],
  ['Bjørn Aas', 'Engineering', { email: 'bjorn@lighthouse.example' }],
  ['Chiara Rossi', 'Engineering'],
  ['Dmitri Волков', 'Engineering'],
  ['Esi Mensah', 'Engineering'],
  ['Farid Karimi', 'Engineering', { status: 3 }],
  ['Grete Müller', 'Engineering', { status: 4 }],
  ['Hiroshi 佐藤', 'Engineering'],
  ['Imani Okoye', 'Sales'],
  ['Jonas Weber', 'Sales', { email: 'Jonas@Lighthouse.example' }],
  ['Katarzyna Wójcik', 'Sales'],
  ['Lucía Fernández', 'Sales'],
  ['Marek Dvořák', 'Sales', { status: 2 }],
  ['Nadia Haddad', 'Support'],
  ['Oluwaseun Ade', 'Support'],
  ['Priya Raman', 'Support'],
  ['Quentin Laurent', 'Support'],
  ['Rosa Almeida', 'Support', { status: 0 }],
  ['Sven Lindqvist', 'Finance'],
  ['Tomoko 田中', 'Finance'],
  ['Ulrike Stein', 'Finance', { status: 5 }],
  ['Viktor Novák', 'Leadership'],
  ['Wanjiru Kamau', 'Leadership'],
  ['Xavier Costa', 'Facilities', { noEmail: true }],
  ['Yara Nassar', 'Design'],
  ['Zoë Peeters', 'Design', { status: 7 }],
];

/** Ids of the demo's roles. */
export const demoRoleIds = {
  engineering: 7001,
  sales: 7002,
  support: 7003,
  finance: 7004,
  everyone: 7005,
  onCall: 7006,
} as const;

const leadersFirst = 21;

/**
 * The hand-made company of the demo: 26 people and six roles. Marek left (suspended) and still has his roles; Farid locked himself out
 * and Grete's password expired, and both are no leavers; Rosa has not started; Xavier has no e-mail address; Wanjiru has no account on the
 * site of `demoSite`.
 */
export function demoCompany(): Company {
  return {
    accountId: 260_601,
    name: 'lighthouse',
    people: people.map(onePerson),
    roles: roles(),
    groups: [
      { id: 8001, name: 'Default' },
      { id: 8002, name: 'Office — Oslo' },
    ],
  };
}

type Entry = (typeof people)[number];

function onePerson([name, department, facts = {}]: Entry, index: number): Person {
  const [firstname = '', lastname = ''] = name.split(' ');
  const plain = firstname
    .normalize('NFD')
    .replaceAll(/[^a-z]/gi, '')
    .toLowerCase();
  const email = facts.noEmail === true ? undefined : (facts.email ?? `${plain}@lighthouse.example`);
  return {
    id: firstId + index,
    firstname,
    lastname,
    username: plain,
    ...(email === undefined ? {} : { email }),
    status: facts.status ?? 1,
    state: 1,
    groupId: index % 4 === 0 ? 8002 : 8001,
    memberOf: directoryGroups(department),
    department,
    createdAtMs: monday,
    updatedAtMs: monday + index * 60_000,
    lastLoginMs: monday + 86_400_000,
  };
}

function directoryGroups(department: string): readonly string[] {
  if (department === 'Engineering') return [engineering];
  if (department === 'Sales') return [aCommaInIt];
  return [];
}

function roles(): readonly Role[] {
  const all = people.map((_, index) => firstId + index);
  const of = (department: string): readonly number[] =>
    all.filter((_, index) => people[index]?.[1] === department);
  return [
    role(demoRoleIds.engineering, 'Engineering', of('Engineering')),
    role(demoRoleIds.sales, 'Sales, Europe', of('Sales')),
    role(demoRoleIds.support, 'Support', [...of('Support'), firstId + leadersFirst]),
    role(demoRoleIds.finance, 'Finance', of('Finance')),
    role(demoRoleIds.everyone, 'Everyone at Lighthouse', all),
    role(demoRoleIds.onCall, 'On call', [firstId, firstId + 2, firstId + 5, firstId + 13]),
  ];
}

function role(id: number, name: string, memberIds: readonly number[]): Role {
  return { id, name, memberIds, adminIds: [], apps: [] };
}
