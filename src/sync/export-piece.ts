import { stringify } from 'csv-stringify/sync';
import * as z from 'zod';

export type ExportFormat = 'csv' | 'json';

/** As it is sent: text in JSON. Forge answers a page with at most 5 MB; each piece reads its run anew, so that few are better. */
const pieceBytes = 3_500_000;

/** How a file is made of items. What is before the first item, between two, and behind the last is part of no item. */
export interface FileForm<Item> {
  readonly start: string;
  readonly write: (item: Item) => string;
  readonly between: string;
  readonly end: string;
}

interface PieceOf<Item> {
  readonly items: readonly Item[];
  readonly form: FileForm<Item>;
  /** Nothing of the file has been given yet. */
  readonly isFirst: boolean;
  /** Nothing follows these items. */
  readonly isLast: boolean;
}

/** As many of the items as one piece holds, and one in any case. The pieces one after the other are the file. */
export function pieceOf<Item>({ items, form, isFirst, isLast }: PieceOf<Item>): {
  readonly text: string;
  readonly taken: number;
} {
  const parts = isFirst ? [form.start] : [];
  let bytes = byteLength(form.start) + byteLength(form.end);
  let taken = 0;
  for (const item of items) {
    const text = `${isFirst && taken === 0 ? '' : form.between}${form.write(item)}`;
    bytes += byteLength(text);
    if (taken > 0 && bytes > pieceBytes) break;
    parts.push(text);
    taken += 1;
  }
  if (isLast && taken === items.length) parts.push(form.end);
  return { text: parts.join(''), taken };
}

function byteLength(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

/** One JSON document with a list of items in it. `head` comes before the list, each value under its name. */
export function jsonForm<Item>(head: Readonly<Record<string, unknown>>, list: string): FileForm<Item> {
  const fields = Object.entries(head).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},\n`,
  );
  return {
    start: `{${fields.join('')}${JSON.stringify(list)}:[\n`,
    write: (item) => JSON.stringify(item),
    between: ',\n',
    end: '\n]}\n',
  };
}

type Cell = string | number | undefined;

interface Table<Item> {
  readonly header: readonly string[];
  readonly lines: (item: Item) => readonly (readonly Cell[])[];
}

/** RFC 4180, in UTF-8 with the mark by which spreadsheets know it. */
export function csvForm<Item>({ header, lines }: Table<Item>): FileForm<Item> {
  return {
    start: `\u{feff}${csv([header])}`,
    write: (item) => csv(lines(item)),
    between: '',
    end: '',
  };
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
function csv(lines: readonly (readonly Cell[])[]): string {
  return stringify(
    lines.map((line) => [...line]),
    { record_delimiter: 'windows', escape_formulas: true },
  );
}

const storedCursor = z.tuple([z.string(), z.int().min(0), z.int().min(0)]);

/** How far an export has come. */
export interface ExportPlace {
  readonly place: number;
  /** Of what came before: how many could not be read. */
  readonly damaged: number;
}

/** `of` says which export it is: a cursor is good for this one alone. */
export function cursorOf(of: string, { place, damaged }: ExportPlace): string {
  return Buffer.from(JSON.stringify([of, place, damaged])).toString('base64url');
}

/** Undefined for a text that is no cursor of this export. */
export function placeOf(of: string, cursor: string): ExportPlace | undefined {
  const parsed = storedCursor.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [owner, place, damaged] = parsed.data;
  return owner === of ? { place, damaged } : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A name for a file: letters, digits and hyphens of the text. */
export function fileNamePart(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-zA-Z0-9]+/g, '-');
  return plain
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
    .toLowerCase();
}
