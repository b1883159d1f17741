import type { PeoplePlan } from '../../domain/ports';

const ways: Record<PeoplePlan['way'], string> = {
  everybody: 'Everybody',
  members: 'The members of the groups that matter',
  query: 'The people whom the query finds',
  changes: 'Only what changed since the last read',
};

/** Whom a run read. A report keeps the way as plain text. */
export function wayWords(way: string): string {
  return new Map<string, string>(Object.entries(ways)).get(way) ?? way;
}
