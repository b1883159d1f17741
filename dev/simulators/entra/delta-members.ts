import { laterMoves, memberChanges } from './delta-view';
import { isAlive, typeOf, type Tables } from './tenant-tables';
import { memberJson } from './wire';

/** A part of a group's `members@delta`. `next`: where the rest begins, in the same terms as `from`. */
export interface MemberPart {
  readonly items: readonly string[];
  readonly next: number | undefined;
}

export interface MemberRange {
  /** Absent: all members, as of a group that is new to the client. */
  readonly since: number | undefined;
  readonly shown: number;
  readonly from: number;
  readonly limit: number;
}

export function memberPart(tables: Tables, groupId: string, range: MemberRange): MemberPart {
  return range.since === undefined
    ? present(tables, groupId, range)
    : moved(tables, groupId, { ...range, since: range.since });
}

/** Behind an ordinal: it stays good when somebody leaves between two pages. */
function present(tables: Tables, groupId: string, { shown, from, limit }: MemberRange): MemberPart {
  const list = tables.members.get(groupId);
  if (list === undefined) return { items: [], next: undefined };
  const { joined, left } = laterMoves(tables, groupId, shown);
  const slice = list.after(from, limit);
  const early = from === 0 ? left : [];
  const ids = [...early, ...slice.ids.filter((id) => !joined.has(id) && isAlive(tables, id))];
  return { items: ids.map((id) => memberJson(id, typeOf(tables, id) ?? 'user', false)), next: slice.next };
}

function moved(
  tables: Tables,
  groupId: string,
  { since, shown, from, limit }: MemberRange & { readonly since: number },
): MemberPart {
  const changes = memberChanges(tables, groupId, { since, upTo: shown });
  const page = changes.slice(from, from + limit);
  return {
    items: page.map(([id, how]) => memberJson(id, typeOf(tables, id) ?? 'user', how === 'left')),
    next: from + limit < changes.length ? from + limit : undefined,
  };
}
