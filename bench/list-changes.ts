import { createDirectoryUsers } from '../src/domain/directory-users';
import { createMemberships } from '../src/domain/memberships';
import type { Input } from '../src/contract';
import { changesOverview, listChanges } from '../src/resolvers/run-changes';
import { aServer } from '../test/resolvers/handlers-support';
import { aGroupChange, storeRun } from '../test/resolvers/runs-support';

const people = 100_000;
const groups = 1_000;
const connectionId = 'conn-1';

/** How long the page of a run with 100,000 changes waits for an answer, over a directory of 100,000 people; storage costs nothing but its packing. */
export async function measureChanges(): Promise<readonly Readonly<Record<string, string>>[]> {
  const server = await aServerWithALargeRun();
  const ask = (wish: Partial<Input<'listChanges'>>) => () =>
    server.answerWith('listChanges', listChanges, { runId: 'run', offset: 50_000, limit: 500, ...wish });
  const questions = {
    '500 changes, by group': ask({}),
    '500 changes, by person': ask({ order: 'person' }),
    'search for a name': ask({ offset: 0, text: 'number 77' }),
    'people who left': ask({ offset: 0, cause: 'left' }),
    overview: () => server.answerWith('changesOverview', changesOverview, { runId: 'run' }),
  };
  const rows: Record<string, string>[] = [];
  for (const [asked, answer] of Object.entries(questions)) rows.push({ asked, ...(await medianOf(answer)) });
  return rows;
}

async function medianOf(
  answer: () => Promise<object>,
): Promise<{ wall: string; CPU: string; answer: string }> {
  const walls: number[] = [];
  const cpus: number[] = [];
  let length = 0;
  for (let time = 0; time < 5; time += 1) {
    const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
    const answered = await answer();
    const { user, system } = process.cpuUsage(cpu);
    walls.push(performance.now() - startedMs);
    cpus.push((user + system) / 1_000);
    length = JSON.stringify(answered).length;
  }
  return {
    wall: `${median(walls)} ms`,
    CPU: `${median(cpus)} ms`,
    answer: `${Math.ceil(length / 1_024)} KiB`,
  };
}

function median(all: readonly number[]): number {
  return Math.round(all.toSorted((a, b) => a - b)[2] ?? 0);
}

async function aServerWithALargeRun() {
  const server = aServer();
  await server.addConnection({ id: connectionId });
  const reading = {
    runId: 'read',
    readAtMs: 1,
    completeAtMs: 1,
    runsSinceComplete: 0,
    fingerprint: 'bench',
    marks: {},
  };
  await server.readings.put(connectionId, reading, aReading());
  const pairs = Array.from({ length: people }, (_, number) => [`user-${number}`, accountOf(number)] as const);
  await server.memory.putLinks(connectionId, { people: new Map(pairs), groups: new Map() });
  const changes = { leavers: Array.from({ length: 1_000 }, (_, number) => [accountOf(number * 17), 'left']) };
  await storeRun(server, 'run', { run: { mode: 'preview' }, groups: someGroups(), outcomes: [], changes });
  return server;
}

/** Each group gains 60 people and loses 40. */
function someGroups(): readonly object[] {
  return Array.from({ length: groups }, (_, group) => {
    const accounts = Array.from({ length: 100 }, (_each, place) =>
      accountOf((group * 97 + place * 13) % people),
    );
    const where = { kind: 'existing', id: `group-${group}`, name: `Group ${group}` };
    return aGroupChange({
      sourceId: `role:${group}`,
      group: where,
      add: accounts.slice(0, 60),
      remove: accounts.slice(60),
    });
  });
}

function aReading() {
  const users = createDirectoryUsers();
  const members = createMemberships();
  for (let number = 0; number < people; number += 1) {
    const id = `user-${number}`;
    const email = `person.${number}@example.com`;
    const displayName = `Person Number ${number}`;
    users.set(id, { id, displayName, email, status: 'active', reportedStatus: '1' });
  }
  const ids = (group: number) =>
    Array.from({ length: 100 }, (_, place) => `user-${(group * 31 + place * 7) % people}`);
  const known = Array.from({ length: people / 20 }, (_, group) => {
    members.add(`role:${group}`, ids(group));
    return [`role:${group}`, { id: `role:${group}`, kind: 'role', name: `Group ${group}` }] as const;
  });
  return { users, members, groups: new Map(known) };
}

/** As long as the site's own. */
function accountOf(number: number): string {
  return `712020:${String(number).padStart(8, '0')}-7d1f-4a51-9a36-52f0c6b1d6d1`;
}
