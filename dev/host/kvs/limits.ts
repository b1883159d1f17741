import type { RecordKind } from './records';
import { StorageRefusal } from './refusal';

const keyPattern = /^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/;
const maxKeyLength = 500;
const maxDepth = 31;
const maxBytes = { value: 240 * 1024, entity: 240 * 1024, secret: 128 * 1024 } as const;
const maxTotalBytes = 4 * 1024 * 1024;
const maxItems = 25;

/** Forge's rules for keys: 1 to 500 of a few characters. E-mail addresses and distinguished names are not keys. */
export function checkKey(key: unknown): asserts key is string {
  if (typeof key !== 'string' || key.length === 0) {
    throw new StorageRefusal(400, 'KEY_TOO_SHORT', 'The provided key needs to be more than one character.');
  }
  if (key.length > maxKeyLength) {
    throw new StorageRefusal(
      400,
      'KEY_TOO_LONG',
      `The provided key has exceeded the maximum ${maxKeyLength} characters.`,
    );
  }
  if (!keyPattern.test(key)) {
    throw new StorageRefusal(400, 'INVALID_KEY', `The provided key does not match the regex: ${keyPattern}`);
  }
}

/** Size in bytes of the JSON text and depth of nesting. */
export function checkValue(value: unknown, kind: RecordKind): void {
  if (value === undefined || value === null) {
    throw new StorageRefusal(400, 'INVALID_VALUE', 'The provided value must not be empty.');
  }
  if (depthOf(value) > maxDepth) {
    throw new StorageRefusal(
      400,
      'MAX_DEPTH',
      `The provided value has exceeded the maximum object depth (${maxDepth}) limit.`,
    );
  }
  if (bytesOf(value) > maxBytes[kind]) {
    throw new StorageRefusal(400, 'MAX_SIZE', 'The provided value has exceeded the maximum size limit.');
  }
}

/** A batch or a transaction: at most 25 items, 4 MB, each key once. */
export function checkGroup(
  items: readonly { readonly key: string; readonly entityName?: string | undefined }[],
): void {
  if (items.length === 0 || items.length > maxItems) {
    throw new StorageRefusal(400, 'INVALID_REQUEST', `The request must have 1 to ${maxItems} operations.`);
  }
  const names = items.map((item) => `${item.entityName ?? ''}\n${item.key}`);
  if (new Set(names).size < names.length) {
    throw new StorageRefusal(400, 'INVALID_REQUEST', 'The request must name each key once.');
  }
  if (bytesOf(items) > maxTotalBytes) {
    throw new StorageRefusal(400, 'MAX_SIZE', 'The request has exceeded the maximum size limit.');
  }
}

export function bytesOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
