import type { RunReport } from '../domain/run';
import type { ReadSession } from './read-session';
import type { RunDeps, Slice } from './slice';
import { counted } from './words';

/** A directory that lost fewer people, or a smaller share of them, is like any other day. */
const fewestGone = 5;
const shareGone = 0.2;

/** Notes how many people the directory had, for the report. Before anything is read: the run's own reading takes the place of the one that knows. */
export async function notePeopleBefore(slice: Slice, deps: RunDeps): Promise<void> {
  if (slice.run().peopleBefore !== undefined) return;
  const before = await deps.readings.get(slice.connection.id);
  if (before?.people !== undefined) slice.note({ peopleBefore: before.people });
}

/**
 * With how many people the next read is compared: those of this one. As long as a loss was only previewed, or its changes are held, it is still told, so
 * that whoever decides sees it on the newest run as well.
 */
export async function peopleKept(slice: Slice, { records }: ReadSession): Promise<number> {
  const now = records.users.size;
  const { mode, peopleBefore = now } = slice.run();
  const isOpen = mode === 'preview' || ((await slice.documents.get('plan'))?.reasons.length ?? 0) > 0;
  return isOpen ? Math.max(now, peopleBefore) : now;
}

type People = Pick<RunReport, 'peopleBefore' | 'manyPeopleGone'>;

export function peopleLost(before: number | undefined, read: number): People {
  if (before === undefined) return {};
  const gone = before - read;
  const isMany = gone >= fewestGone && gone >= before * shareGone;
  return { peopleBefore: before, ...(isMany && { manyPeopleGone: true }) };
}

/** For the command line, and for whoever reads the report as a file. */
export function peopleLostNote(connectionName: string, read: number, people: People): readonly string[] {
  const { peopleBefore, manyPeopleGone } = people;
  if (manyPeopleGone === undefined || peopleBefore === undefined) return [];
  return [
    `"${connectionName}" has ${counted(read, 'person', 'people')}; it had ${peopleBefore} before. If that cannot be, check what the credential may read.`,
  ];
}
