import type { MapDraft } from './groups-draft';

/** What pasted lines say: the entries, and the lines that could not be read. */
export interface MapLines {
  readonly entries: readonly MapDraft[];
  readonly wrong: readonly { readonly line: number; readonly text: string }[];
}

/** Between a directory group and where it goes: an arrow, or a tab as spreadsheets put it. */
const between = /\s*(?:->|→|\t)\s*/;

/** Lines such as `Engineering -> Developers; All staff`. A group that stands in several lines goes to all that they name. */
export function mapLinesOf(text: string): MapLines {
  const found = new Map<string, readonly string[]>();
  const wrong: MapLines['wrong'][number][] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const { from, to } = entryOf(line);
    if (from === '' || to.length === 0) wrong.push({ line: index + 1, text: line.trim() });
    else found.set(from, [...new Set([...(found.get(from) ?? []), ...to])]);
  }
  return { entries: [...found].map(([from, to]) => ({ from, to })), wrong };
}

function entryOf(line: string): MapDraft {
  const [from = '', ...rest] = line.trim().split(between);
  const to = rest
    .join(';')
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return { from: from.trim(), to: [...new Set(to)] };
}
