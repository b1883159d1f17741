import { promisify } from 'node:util';
import { gunzip, gzip, type ZlibOptions } from 'node:zlib';
import * as z from 'zod';
import { unlessDamaged } from '../domain/failure';
import type { KeyValue } from '../domain/stores';
import { damaged } from './damaged';
import { keys } from './keys';

const compress = promisify<Buffer, ZlibOptions, Buffer>(gzip);
const unzip = promisify(gunzip);

/** A fifth larger than the usual level, in a third of its time. */
const quickly = 1;

/** Base64 characters in one value: below Forge's 240 KiB with room for the envelope. */
const partLength = 200_000;

const storedHead = z.strictObject({ version: z.int(), parts: z.int().min(0), data: z.string().optional() });

/** JSON values of any size: compressed, and split over several keys when they are long. */
export interface Documents {
  put(owner: string, name: string, value: unknown): Promise<void>;
  get(owner: string, name: string): Promise<unknown>;
  remove(owner: string, name: string): Promise<void>;
}

/**
 * A reader sees the old value or the new one, never a mixture: the parts of a new version are written first, then the
 * head that names them, and the old parts are deleted last.
 */
export function documents(store: KeyValue, keepForDays?: number): Documents {
  const readHead = async (key: string) => {
    const stored = await store.get(key);
    if (stored === undefined) return undefined;
    const parsed = storedHead.safeParse(stored);
    if (!parsed.success) throw damaged(key, parsed.error);
    return parsed.data;
  };
  const removeParts = async (key: string, of: { version: number; parts: number }) => {
    for (let index = 0; index < of.parts; index += 1) await store.delete(keys.part(key, of.version, index));
  };

  return {
    async put(owner, name, value) {
      const key = keys.document(owner, name);
      const text = (await compress(Buffer.from(JSON.stringify(value)), { level: quickly })).toString(
        'base64',
      );
      const previous = await unlessDamaged(readHead(key));
      const version = (previous?.version ?? 0) + 1;
      const parts = text.length <= partLength ? [] : split(text);
      for (const [index, part] of parts.entries())
        await store.set(keys.part(key, version, index), part, keepForDays);
      const head = { version, parts: parts.length, ...(parts.length === 0 ? { data: text } : {}) };
      await store.set(key, head, keepForDays);
      if (previous !== undefined) await removeParts(key, previous);
    },
    async get(owner, name) {
      const key = keys.document(owner, name);
      const found = await readHead(key);
      if (found === undefined) return undefined;
      const text = found.data ?? (await join(store, key, found));
      if (text !== undefined) return decode(key, text);
      // A writer replaced the value between our two reads: its parts are there.
      const again = await readHead(key);
      const newText = again?.data ?? (again && (await join(store, key, again)));
      if (newText === undefined) throw damaged(key);
      return decode(key, newText);
    },
    async remove(owner, name) {
      const key = keys.document(owner, name);
      const found = await unlessDamaged(readHead(key));
      await store.delete(key);
      if (found !== undefined) await removeParts(key, found);
    },
  };
}

function split(text: string): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / partLength) }, (_, index) =>
    text.slice(index * partLength, (index + 1) * partLength),
  );
}

/** Undefined when a part is missing. */
async function join(
  store: KeyValue,
  key: string,
  of: { version: number; parts: number },
): Promise<string | undefined> {
  const parts: string[] = [];
  for (let index = 0; index < of.parts; index += 1) {
    const part = await store.get(keys.part(key, of.version, index));
    if (typeof part !== 'string') return undefined;
    parts.push(part);
  }
  return parts.join('');
}

async function decode(key: string, data: string): Promise<unknown> {
  try {
    return JSON.parse((await unzip(Buffer.from(data, 'base64'))).toString()) as unknown;
  } catch (error) {
    throw damaged(key, error);
  }
}
