import * as z from 'zod';
import { noticeCauses, type NoticeStore, type ToldNotices } from '../domain/notice';
import type { KeyValue, RecordRef } from '../domain/stores';
import { keys } from './keys';

const openNotice = z.strictObject({
  issueId: z.string(),
  issueKey: z.string(),
  projectId: z.string(),
  openedAtMs: z.number(),
  runId: z.string(),
  times: z.int(),
  saidAtMs: z.number(),
  about: z.string().exactOptional(),
  over: z.literal(true).exactOptional(),
});

const stored = z.strictObject({
  version: z.literal(1),
  connections: z.record(
    z.string(),
    z.strictObject({
      open: z.strictObject({ held: openNotice.exactOptional(), failed: openNotice.exactOptional() }),
      asked: z.array(z.enum(noticeCauses)),
      seenMs: z.number(),
    }),
  ),
  busyUntilMs: z.number(),
  trouble: z
    .strictObject({ message: z.string(), atMs: z.number(), retryAtMs: z.number().exactOptional() })
    .exactOptional(),
});

const ref: RecordRef = { entity: 'record', key: keys.notices };

/**
 * What was told through issues. Where it cannot be read, nothing was told: the issues that are open then are left to whoever closes them by hand, and what
 * is so now is told anew.
 */
export function noticeStore(store: KeyValue): NoticeStore {
  return {
    async get() {
      const found = await store.getRecord(ref);
      const { data } = stored.safeParse(found?.value);
      if (data === undefined) return { connections: {}, busyUntilMs: 0, revision: found?.revision ?? 0 };
      const { version: _, ...told } = data;
      return { ...told, revision: found?.revision ?? 0 };
    },
    async save({ connections, busyUntilMs, trouble }: ToldNotices, revision) {
      const value = { version: 1, connections, busyUntilMs, ...(trouble === undefined ? {} : { trouble }) };
      const saved =
        revision === 0
          ? await store.createRecord(ref, value)
          : await store.replaceRecord(ref, { revision, value });
      return saved ? revision + 1 : undefined;
    },
  };
}
