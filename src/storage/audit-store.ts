import * as z from 'zod';
import { auditEntry, type AuditEntry, type AuditStore } from '../domain/audit';
import { FailureError, unlessDamaged } from '../domain/failure';
import type { KeyValue, RecordRef } from '../domain/stores';
import type { Documents } from './documents';
import { keys } from './keys';

const entriesKept = 2_000;
const keptForMs = 400 * 86_400_000;
/** Old entries that one addition removes at most: after a long rest it must not become slow. */
const removedAtOnce = 20;
const readAtOnce = 20;
/** Each lost try means that somebody else's entry was added. */
const tries = 20;

/** Of each entry: its number, its time, and whose it is ('' where it is of no connection). Oldest first. */
const storedRow = z.tuple([z.int(), z.number(), z.string()]);
type Row = z.infer<typeof storedRow>;
const storedIndex = z.array(storedRow);

interface Index {
  readonly rows: readonly Row[];
  readonly revision: number;
}

const index: RecordRef = { entity: 'record', key: keys.auditIndex };
const owner = 'audit';

/**
 * Entries as documents, and one record that lists them. The number of an entry is the revision that the record has with it: the storage gives each
 * revision to one writer only, also where the record's value is damaged. The list comes first, so that the number is taken; what a crash leaves of an
 * entry is a number without one.
 */
export function auditStore(store: KeyValue, documents: Documents): AuditStore {
  const entryAt = async (number: number): Promise<AuditEntry | undefined> =>
    auditEntry.safeParse(await unlessDamaged(documents.get(owner, String(number)))).data;
  const readIndex = () => openIndex(store, entryAt);
  const remove = (number: number) => documents.remove(owner, String(number));

  return {
    async add(draft) {
      const number = await changeIndex(store, readIndex, async (rows, next) => {
        const { kept, expired } = sorted(rows, draft.atMs);
        for (const [old] of expired.slice(0, removedAtOnce)) await remove(old);
        return [...expired.slice(removedAtOnce), ...kept, [next, draft.atMs, draft.connectionId ?? '']];
      });
      const entry = { ...draft, number };
      await documents.put(owner, String(number), entry);
      return entry;
    },
    async withdraw(number) {
      await changeIndex(store, readIndex, async (rows) => rows.filter(([each]) => each !== number));
      await remove(number);
    },
    async list({ before = Number.POSITIVE_INFINITY, limit, connectionId }) {
      const { rows } = await readIndex();
      const wanted = rows
        .filter(([number, , id]) => number < before && (connectionId === undefined || id === connectionId))
        .toReversed();
      const shown = wanted.slice(0, limit).map(([number]) => number);
      const entries = await inParts(shown, entryAt);
      const last = shown.at(-1);
      return {
        entries,
        damaged: shown.filter((number) => entries.every((entry) => entry.number !== number)),
        ...(wanted.length > limit && last !== undefined ? { nextBefore: last } : {}),
      };
    },
  };
}

/** Who is old by number or by age, with room for one more. */
function sorted(
  rows: readonly Row[],
  nowMs: number,
): { readonly kept: readonly Row[]; readonly expired: readonly Row[] } {
  const tooMany = rows.length + 1 - entriesKept;
  const isOld = ([, atMs]: Row, place: number) => place < tooMany || atMs < nowMs - keptForMs;
  return { kept: rows.filter((row, place) => !isOld(row, place)), expired: rows.filter(isOld) };
}

type ReadEntry = (number: number) => Promise<AuditEntry | undefined>;

/** A damaged list is made anew out of the entries, whose numbers the record's revision bounds. */
async function openIndex(store: KeyValue, entryAt: ReadEntry): Promise<Index> {
  const found = await store.getRecord(index);
  if (found === undefined) return { rows: [], revision: 0 };
  const { revision } = found;
  const parsed = storedIndex.safeParse(found.value);
  if (parsed.success) return { rows: parsed.data, revision };
  const first = Math.max(1, revision - entriesKept + 1);
  const numbers = Array.from({ length: revision - first + 1 }, (_, place) => first + place);
  const entries = await inParts(numbers, entryAt);
  const rows = entries.map(({ number, atMs, connectionId }): Row => [number, atMs, connectionId ?? '']);
  return { rows, revision };
}

async function inParts(numbers: readonly number[], entryAt: ReadEntry): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let from = 0; from < numbers.length; from += readAtOnce) {
    const part = await Promise.all(numbers.slice(from, from + readAtOnce).map(entryAt));
    entries.push(...part.filter((entry) => entry !== undefined));
  }
  return entries;
}

/** The revision that the list has with the change. */
async function changeIndex(
  store: KeyValue,
  read: () => Promise<Index>,
  change: (rows: readonly Row[], next: number) => Promise<readonly Row[]>,
): Promise<number> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { rows, revision } = await read();
    const value = await change(rows, revision + 1);
    const saved =
      revision === 0
        ? await store.createRecord(index, value)
        : await store.replaceRecord(index, { revision, value });
    if (saved) return revision + 1;
  }
  throw new FailureError(busy);
}

const busy = {
  kind: 'unavailable',
  message:
    'What administrators do could not be recorded, because too many of them did something at once. Nothing was changed; try again.',
} as const;
