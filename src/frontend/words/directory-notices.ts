import type { RunReport, SharedGroups } from '../../domain/run';
import { count, counted } from './count';
import { directoryName } from './directory-words';

/** "Okta has 13 people; it had 26 before." Absent where no more people are gone than on any other day. */
export function lostPeopleWords(
  report: Pick<RunReport, 'connector' | 'counts' | 'peopleBefore' | 'manyPeopleGone'>,
): string | undefined {
  const { peopleBefore, manyPeopleGone, counts } = report;
  if (manyPeopleGone === undefined || peopleBefore === undefined) return undefined;
  const now = counted(counts.users.read, 'person', 'people');
  return `${directoryName(report.connector)} has ${now}; it had ${count(peopleBefore)} before.`;
}

export const lostPeopleAdvice =
  'If so many people have not left, check the directory, and what its credential may read.';

/** "6 of these groups are also synced by OneLogin; 20 memberships stay because it wants them." */
export function sharedWords({ name, groups, stay }: SharedGroups): string {
  const also = `${count(groups)} of these groups ${groups === 1 ? 'is' : 'are'} also synced by ${name}`;
  if (stay === 0) return `${also}.`;
  return `${also}; ${counted(stay, 'membership stays', 'memberships stay')} because it wants ${stay === 1 ? 'it' : 'them'}.`;
}
