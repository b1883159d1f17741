import type { Target } from '../domain/ports';
import type { TargetRead } from './run-documents';
import type { Slice } from './slice';

/** Groups that are read side by side, and pages between two checkpoints. */
const groupsAtOnce = 4;
const pagesARound = 40;

/** A group that exists, by its place in the target's state. */
export interface GroupToRead {
  readonly place: number;
  readonly id: string;
}

/** Reads the members of these groups, page by page; a group of any size can be left in its middle. False when the slice must end before. */
export async function readMembers(
  slice: Slice,
  groups: readonly GroupToRead[],
  target: Target,
): Promise<boolean> {
  let read = (await slice.documents.get('target-read')) ?? { next: 0, open: [], pages: 0 };
  const tell = () =>
    slice.progress({ targetGroupsRead: read.next - read.open.length, targetGroupsToRead: groups.length });
  while (read.next < groups.length || read.open.length > 0) {
    tell();
    if (slice.mustEnd()) return false;
    const round = await readRound({ slice, groups, target, read });
    await slice.documents.putPiece('members', read.pages, round.piece);
    read = { next: round.next, open: round.open, pages: read.pages + 1 };
    await slice.documents.put('target-read', read);
    await slice.beat();
  }
  tell();
  return true;
}

/** Members by the group's place. A group without an entry has none. */
export async function presentMembers(slice: Slice): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const present = new Map<number, Set<string>>();
  const read = await slice.documents.get('target-read');
  for (let index = 0; index < (read?.pages ?? 0); index += 1) {
    for (const { place, accountIds } of await slice.documents.getPiece('members', index)) {
      const members = present.get(place) ?? new Set();
      for (const accountId of accountIds) members.add(accountId);
      present.set(place, members);
    }
  }
  return present;
}

interface Round {
  readonly slice: Slice;
  readonly groups: readonly GroupToRead[];
  readonly target: Target;
  readonly read: TargetRead;
}

/** What is left of a round, shared by its lanes. */
interface Work {
  next: number;
  pagesLeft: number;
  readonly queue: TargetRead['open'];
  readonly open: TargetRead['open'];
  readonly piece: { place: number; accountIds: string[] }[];
}

async function readRound(round: Round): Promise<Work> {
  const work: Work = {
    next: round.read.next,
    pagesLeft: pagesARound,
    queue: [...round.read.open],
    open: [],
    piece: [],
  };
  await Promise.all(Array.from({ length: groupsAtOnce }, () => lane(round, work)));
  return { ...work, open: [...work.open, ...work.queue] };
}

/** One group after the other, until the round's pages are used up. When one lane fails, the others do not begin another page. */
async function lane(round: Round, work: Work): Promise<void> {
  while (work.pagesLeft > 0) {
    const started = work.queue.shift() ?? begin(round, work);
    if (started === undefined) return;
    try {
      await readGroup(round, work, started);
    } catch (error) {
      work.pagesLeft = 0;
      throw error;
    }
  }
}

function begin({ groups }: Round, work: Work): TargetRead['open'][number] | undefined {
  const place = work.next;
  if (groups[place] === undefined) return undefined;
  work.next += 1;
  return { group: place };
}

async function readGroup(round: Round, work: Work, started: TargetRead['open'][number]): Promise<void> {
  const group = round.groups[started.group];
  if (group === undefined) return;
  const entry = { place: group.place, accountIds: new Array<string>() };
  work.piece.push(entry);
  for (let { cursor } = started; ;) {
    if (work.pagesLeft <= 0) {
      work.open.push({ group: started.group, ...(cursor === undefined ? {} : { cursor }) });
      return;
    }
    work.pagesLeft -= 1;
    const page = await round.target.readMembers(group.id, cursor);
    entry.accountIds.push(...page.items);
    if (page.done) return;
    cursor = page.cursor;
    await round.slice.beat();
  }
}
