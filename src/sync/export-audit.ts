import type { AuditEntry, AuditPage, AuditStore } from '../domain/audit';
import {
  csvForm,
  jsonForm,
  pieceOf,
  type ExportFormat,
  type ExportPlace,
  type FileForm,
} from './export-piece';

const entriesAtOnce = 100;

/** A piece of the file of what administrators did, from the newest on; `next` is the place where the next one begins. */
export async function auditPiece(
  format: ExportFormat,
  from: ExportPlace | undefined,
  audit: AuditStore,
): Promise<{ readonly text: string; readonly next?: ExportPlace }> {
  const { entries, damaged, nextBefore, damagedBefore } = await readableFrom(from, audit);
  const form = formOf(format, damagedBefore + damaged.length);
  const isLast = nextBefore === undefined;
  const { text, taken } = pieceOf({ items: entries, form, isFirst: from === undefined, isLast });
  const place = taken < entries.length ? entries[taken - 1]?.number : nextBefore;
  if (place === undefined) return { text };
  return {
    text,
    next: { place, damaged: damagedBefore + damaged.filter((number) => number >= place).length },
  };
}

interface ReadablePage extends AuditPage {
  /** How many could not be read before these. */
  readonly damagedBefore: number;
}

/** Goes on past pages of which nothing can be read: a piece without an entry would have the next one begin with what stands between two. */
async function readableFrom(from: ExportPlace | undefined, audit: AuditStore): Promise<ReadablePage> {
  const before = from === undefined ? {} : { before: from.place };
  const page = await audit.list({ limit: entriesAtOnce, ...before });
  const damagedBefore = from?.damaged ?? 0;
  if (page.entries.length > 0 || page.nextBefore === undefined) return { ...page, damagedBefore };
  return readableFrom({ place: page.nextBefore, damaged: damagedBefore + page.damaged.length }, audit);
}

function formOf(format: ExportFormat, damaged: number): FileForm<AuditEntry> {
  if (format === 'csv') return csvForm({ header, lines: linesOf });
  const form = jsonForm<AuditEntry>({ version: 1 }, 'entries');
  return { ...form, end: `\n],"damaged":${damaged}}\n` };
}

const header = [
  'number',
  'at',
  'byAccountId',
  'action',
  'connectionId',
  'connectionName',
  'subject',
  'path',
  'before',
  'after',
];

/** A line for each value that changed; one for an entry that changed none. */
function linesOf({ number, atMs, byAccountId, action, changes, ...to }: AuditEntry) {
  const { connectionId, connectionName, subject } = to;
  const what = [
    number,
    new Date(atMs).toISOString(),
    byAccountId,
    action,
    connectionId,
    connectionName,
    subject,
  ];
  if (changes.length === 0) return [[...what, undefined, undefined, undefined]];
  return changes.map(({ path, before, after }) => [...what, path, before, after]);
}
