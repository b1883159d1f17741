import type { AuditEntry, AuditStore } from '../domain/audit';
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
  const before = from === undefined ? {} : { before: from.place };
  const { entries, damaged, nextBefore } = await audit.list({ limit: entriesAtOnce, ...before });
  const damagedBefore = from?.damaged ?? 0;
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
