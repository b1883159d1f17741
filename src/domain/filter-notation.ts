/**
 * The one-line notation for filters of Bitwarden's Directory Connector: lists and a query with a `|` between them, as in
 * `include:joe@example.com,bill@example.com|profile.firstName eq "John"`. Its own reader takes the text apart at every `|`, `:` and `,` and
 * filters nothing where that fails (github.com/bitwarden/directory-connector, `baseDirectory.service.ts`, seen 2026-11-25); this one refuses.
 * Here an entry may stand in double quotes, with a quote inside doubled, and so hold any character.
 */
export interface FilterNotation {
  readonly lists: readonly NotedList[];
  /** In the directory's own query language: all that follows, as it is written, without surrounding space. */
  readonly query?: string;
}

export interface NotedList {
  readonly keyword: Keyword;
  /** Trimmed, never empty; at least one. */
  readonly entries: readonly string[];
  /** Where the keyword stands in the text, counted from 0. */
  readonly at: number;
}

const keywords = ['include', 'exclude', 'includeGroup', 'excludeGroup'] as const;
export type Keyword = (typeof keywords)[number];

/** `at` counts characters from 0; `message` says what was expected there, without the position. */
export interface NotationFault {
  readonly at: number;
  readonly message: string;
}

export function parseNotation(text: string): FilterNotation | NotationFault {
  const lists: NotedList[] = [];
  let at = pastSpace(text, 0);
  if (text[at] === '|') return parseQuery(text, pastSpace(text, at + 1), lists);
  for (;;) {
    const word = wordAt(text, at);
    if (word === undefined)
      return lists.length === 0 ? { at, message: expectedFirst } : parseQuery(text, at, lists);
    const keyword = keywordOf(word.text);
    if (keyword === undefined) return { at, message: notAKeyword(word.text) };
    const list = parseEntries(text, word.end);
    if ('at' in list) return list;
    lists.push({ keyword, entries: list.entries, at });
    if (list.end >= text.length) return { lists };
    at = pastSpace(text, list.end + 1);
  }
}

/** A text that parses to this, apart from where each keyword stands. */
export function printNotation({ lists, query }: FilterNotation): string {
  const parts = lists.map(({ keyword, entries }) => `${keyword}:${entries.map(printEntry).join(',')}`);
  if (query === undefined) return parts.join('|');
  return `${parts.join('|')}|${query}`;
}

/** `at` is where the query must begin. */
function parseQuery(text: string, at: number, lists: readonly NotedList[]): FilterNotation | NotationFault {
  const query = text.slice(at).trim();
  if (query === '' || query.startsWith('|')) return { at, message: expectedAfterBar };
  if (wordAt(text, at) !== undefined) return { at, message: unexpectedBar };
  return { lists, query };
}

interface Entries {
  readonly entries: readonly string[];
  /** Where the list ends: at a `|`, or at the end of the text. */
  readonly end: number;
}

function parseEntries(text: string, from: number): Entries | NotationFault {
  const entries: string[] = [];
  for (let at = from; ; at += 1) {
    const start = pastSpace(text, at);
    const entry = text[start] === '"' ? quotedAt(text, start) : bareAt(text, start);
    if (entry === undefined) return { at: start, message: neverClosed };
    if (entry.value === '') return { at: start, message: expectedEntry };
    entries.push(entry.value);
    at = pastSpace(text, entry.end);
    if (at >= text.length || text[at] === '|') return { entries, end: at };
    if (text[at] !== ',') return { at, message: expectedAfterEntry };
  }
}

interface Entry {
  readonly value: string;
  readonly end: number;
}

function quotedAt(text: string, at: number): Entry | undefined {
  const found = matchAt(/"((?:[^"]|"")*)"/y, text, at);
  if (found === undefined) return undefined;
  return { value: (found[1] ?? '').replaceAll('""', '"').trim(), end: at + found[0].length };
}

function bareAt(text: string, at: number): Entry {
  const [found = ''] = matchAt(/[^,:|"]*/y, text, at) ?? [];
  return { value: found.trim(), end: at + found.length };
}

function printEntry(entry: string): string {
  return /[,:|"]/.test(entry) ? `"${entry.replaceAll('"', '""')}"` : entry;
}

/** A word with a colon after it. No query of a directory begins so; whoever writes it means a keyword. */
function wordAt(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const found = matchAt(/([a-z]+)\s*:/iy, text, at);
  return found === undefined ? undefined : { text: found[1] ?? '', end: at + found[0].length };
}

function keywordOf(word: string): Keyword | undefined {
  return keywords.find((keyword) => keyword.toLowerCase() === word.toLowerCase());
}

function notAKeyword(word: string): string {
  if (/^(in|ex)cludeAdministrativeUnit$/i.test(word)) {
    return 'Administrative units are not read. List the groups of the unit with includeGroup: or excludeGroup: instead.';
  }
  return `There is no "${word.slice(0, 40)}:". ${expectedFirst}`;
}

const expectedFirst =
  'Expected include:, exclude:, includeGroup: or excludeGroup: and a list, or "|" and a query of the directory.';
const expectedAfterBar = 'Expected a list, or a query of the directory, after "|".';
const unexpectedBar = 'Expected a query of the directory: no "|" stands before the first list.';
const neverClosed = 'The double quote that opens here is never closed.';
const expectedEntry = 'Expected an entry of the list.';
const expectedAfterEntry =
  'Expected "," and another entry, "|" and what comes next, or the end. An entry with : , | or " in it stands in double quotes, and a double quote inside is doubled.';

function pastSpace(text: string, at: number): number {
  return at + (matchAt(/\s*/y, text, at)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
