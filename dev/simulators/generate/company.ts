import type { Company, Person, PersonState, PersonStatus, Role, SecurityGroup } from '../onelogin/company';
import { firstNames, lastNames, places, teams } from './names';
import { createRandom, type Random } from './random';

export interface CompanySize {
  readonly users: number;
  /** Roles of the company. */
  readonly groups: number;
  readonly seed: number;
  /** Roles of a person on average; a person without any is possible. Default: 5. */
  readonly rolesPerPerson?: number;
}

const firstPersonId = 30_000_001;
const firstRoleId = 500_001;
const firstGroupId = 900_001;
const startOfTimeMs = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

/**
 * A company that is the same for the same numbers. A few people have no e-mail address or share one, every status occurs (in
 * companies of 200 people or more), role sizes are skewed, names are of many scripts, distinguished names hold escaped commas.
 */
export function generateCompany(size: CompanySize): Company {
  const random = createRandom(size.seed);
  const groups = securityGroups();
  const units = Array.from({ length: Math.max(1, Math.ceil(size.groups / 3)) }, (_, index) =>
    directoryName(index),
  );
  const people: Person[] = [];
  for (let index = 0; index < size.users; index += 1)
    people.push(onePerson(index, { random, groups, units, people }));
  return {
    accountId: 100_000 + (size.seed % 900_000),
    name: `company-${size.seed}`,
    people,
    roles: makeRoles(size, people, random),
    groups,
  };
}

interface Making {
  readonly random: Random;
  readonly groups: readonly SecurityGroup[];
  readonly units: readonly string[];
  /** Those made before this one. */
  readonly people: readonly Person[];
}

function onePerson(index: number, making: Making): Person {
  const { random } = making;
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  const username = `${first.ascii}.${last.ascii}${index === 0 ? '' : index}`;
  const createdAtMs = startOfTimeMs + random.below(600) * dayMs + random.below(dayMs);
  const email = emailOf(index, username, making);
  const group = random.chance(0.8) ? random.pick(making.groups) : undefined;
  return {
    id: firstPersonId + index,
    firstname: first.text,
    lastname: last.text,
    username,
    samaccountname: username.slice(0, 20),
    ...(email === undefined ? {} : { email }),
    ...(group === undefined ? {} : { groupId: group.id }),
    ...accountStatus(index, random),
    memberOf: memberOf(making),
    department: random.pick(teams),
    title: 'Specialist',
    createdAtMs,
    updatedAtMs: createdAtMs + random.below(90) * dayMs,
    ...(random.chance(0.9) ? { lastLoginMs: createdAtMs + random.below(120) * dayMs } : {}),
  };
}

/** One in 250 has no address, one in 250 has that of somebody before; some are written with capitals. */
function emailOf(index: number, username: string, making: Making): string | undefined {
  const { random, people } = making;
  const draw = random.below(250);
  if (draw === 0) return undefined;
  const other = draw === 1 && index > 0 ? random.pick(people).email : undefined;
  if (other !== undefined) return other;
  const email = `${username}@example.com`;
  return draw < 12 ? email.replace(/^./, (letter) => letter.toUpperCase()) : email;
}

const rareStatuses: readonly { readonly status: PersonStatus; readonly state: PersonState }[] = [
  { status: 0, state: 0 },
  { status: 0, state: 1 },
  { status: 2, state: 1 },
  { status: 2, state: 1 },
  { status: 3, state: 1 },
  { status: 4, state: 1 },
  { status: 5, state: 1 },
  { status: 7, state: 1 },
  { status: 8, state: 1 },
  { status: 1, state: 2 },
  { status: 1, state: 3 },
];

/** One in ten is not simply active. The first 200 go through all the rare ones, so that none is left to luck. */
function accountStatus(
  index: number,
  random: Random,
): { readonly status: PersonStatus; readonly state: PersonState } {
  const isRare = random.chance(0.1);
  const guaranteed = index < 200 && index % 16 === 15 ? rareStatuses[(index - 15) / 16] : undefined;
  return guaranteed ?? (isRare ? random.pick(rareStatuses) : { status: 1, state: 1 });
}

function memberOf({ random, units }: Making): readonly string[] {
  if (random.chance(0.2)) return [];
  const count = 1 + random.below(3);
  return [...new Set(Array.from({ length: count }, () => units[skewed(units.length, random)] ?? ''))];
}

/** A name with a comma is escaped as RFC 4514 says. */
function directoryName(index: number): string {
  const team = teams[index % teams.length] ?? '';
  const number = Math.floor(index / teams.length);
  const place = places[(index + number) % places.length] ?? '';
  const name = index % 5 === 4 ? String.raw`${team}\, ${place} ${number}` : `${team} ${place} ${number}`;
  return `CN=${name},OU=Groups,DC=corp,DC=example,DC=com`;
}

function securityGroups(): readonly SecurityGroup[] {
  return ['Default', 'Contractors', 'Executives', 'Remote — Europe'].map((name, index) => ({
    id: firstGroupId + index,
    name,
  }));
}

function makeRoles(size: CompanySize, people: readonly Person[], random: Random): readonly Role[] {
  const members = Array.from({ length: size.groups }, () => new Set<number>());
  if (size.groups > 0) {
    const average = Math.min(size.rolesPerPerson ?? 5, size.groups / 2 + 0.5);
    for (const person of people)
      join(person, members, { random, wanted: Math.round(average * (0.5 + random.next())) });
  }
  return members.map((ids, index) => ({
    id: firstRoleId + index,
    name: roleName(index),
    memberIds: [...ids],
    adminIds: index % 7 === 0 && people[0] !== undefined ? [people[0].id] : [],
    apps: [{ id: 2_000_001 + (index % 20), name: `App ${index % 20}` }],
  }));
}

function join(
  person: Person,
  members: readonly Set<number>[],
  draw: { random: Random; wanted: number },
): void {
  let joined = 0;
  for (let tries = 0; joined < draw.wanted && tries < draw.wanted * 4; tries += 1) {
    const role = members[skewed(members.length, draw.random)];
    if (role === undefined || role.has(person.id)) continue;
    role.add(person.id);
    joined += 1;
  }
}

/** Low numbers come much more often: a few large groups and many small ones. */
function skewed(length: number, random: Random): number {
  return Math.floor(length * random.next() ** 2.2);
}

function roleName(index: number): string {
  const team = teams[index % teams.length] ?? '';
  const place = places[Math.floor(index / teams.length) % places.length] ?? '';
  const round = Math.floor(index / (teams.length * places.length));
  return round === 0 ? `${team} ${place}` : `${team} ${place} ${round + 1}`;
}
