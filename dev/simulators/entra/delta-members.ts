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
  const ids = slice.ids.filter((id) => !joined.has(id) && isAlive(tables, id));
  const items = [...(from === 0 ? left : []), ...ids].map((id) => jsonOf(tables, id, 'joined'));
  return { items: from === 0 ? [...leavers(tables, groupId, shown), ...items] : items, next: slice.next };
}

/** A first round names those who left before it as well (microsoftgraph/microsoft-graph-docs, issues 6651 and 2005). */
function leavers(tables: Tables, groupId: string, shown: number): readonly string[] {
  const changes = memberChanges(tables, groupId, { since: 0, upTo: shown });
  return changes.flatMap(([id, how]) => (how === 'left' ? [jsonOf(tables, id, how)] : []));
}

function jsonOf(tables: Tables, id: string, how: 'joined' | 'left'): string {
  return memberJson(id, typeOf(tables, id) ?? 'user', how === 'left');
}

function moved(
  tables: Tables,
  groupId: string,
  { since, shown, from, limit }: MemberRange & { readonly since: number },
): MemberPart {
  const changes = memberChanges(tables, groupId, { since, upTo: shown });
  const page = changes.slice(from, from + limit);
  return {
    items: page.map(([id, how]) => jsonOf(tables, id, how)),
    next: from + limit < changes.length ? from + limit : undefined,
  };
}
