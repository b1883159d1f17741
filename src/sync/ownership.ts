import type { ExistingGroups } from '../domain/group-rules';
import type { LastTargetGroup, Ledger, Links, Origin, RunNotes } from '../domain/stores';
import { editable, takeIn } from './ledger';

/** Which group, and since when what is taken over counts as the connection's. */
export interface Owning {
  readonly groupId: string;
  readonly atMs: number;
}

/** No run did this: an administrator did. */
function byHand(atMs: number, how: Origin['how']): Origin {
  return { runId: '', atMs, how };
}

/** All present members become managed, but for the sync account and protected people. */
export function adopt(
  ledger: Ledger,
  { members }: Pick<LastTargetGroup, 'members'>,
  { groupId, atMs, untouchable }: Owning & { readonly untouchable: ReadonlySet<string> },
): Ledger {
  const next = editable(ledger);
  const taken = [...members].filter((accountId) => !untouchable.has(accountId));
  takeIn(next, [[groupId, taken]], byHand(atMs, 'adopted'));
  return next;
}

/** What the giving connection manages in the group belongs to the receiving one as well. */
export function receive(ledger: Ledger, given: Iterable<string>, { groupId, atMs }: Owning): Ledger {
  const next = editable(ledger);
  takeIn(next, [[groupId, given]], byHand(atMs, 'handed-over'));
  return next;
}

/** The connection lets go of the group: nothing in it is its own any more, and no source is linked to it. */
export function letGo<T extends { readonly ledger: Ledger; readonly links: Links; readonly notes: RunNotes }>(
  { ledger, links, notes }: T,
  groupId: string,
): Pick<T, 'ledger' | 'links' | 'notes'> {
  const without = <Value>(map: ReadonlyMap<string, Value>) =>
    new Map([...map].filter(([id]) => id !== groupId));
  return {
    ledger: without(ledger),
    links: {
      people: links.people,
      groups: new Map([...links.groups].filter(([, { id }]) => id !== groupId)),
    },
    notes: { ...notes, pending: without(notes.pending), accepted: without(notes.accepted) },
  };
}

/**
 * A group that was let go is left alone from then on; else the next run would take it up again, or make another of its name. What led there leads nowhere,
 * whatever it and the group are called later.
 */
export function leaveAlone(
  rules: ExistingGroups,
  { group, sourceIds }: { readonly group: string; readonly sourceIds: readonly string[] },
): ExistingGroups {
  const released = [
    ...rules.released.filter(({ sourceId }) => !sourceIds.includes(sourceId)),
    ...sourceIds.map((sourceId) => ({ sourceId, group })),
  ];
  return { ...rules, released };
}
