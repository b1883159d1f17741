import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { KeyValue } from '../src/domain/stores';
import { memoryKeyValue } from '../test/support/memory-key-value';

/** Storage of a measurement: values are files in a folder that goes with the process; records, which are small, stay in memory. */
export function fileKeyValue(): KeyValue {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ugs-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const fileOf = (key: string) => path.join(folder, createHash('sha256').update(key).digest('hex'));
  return {
    ...memoryKeyValue(),
    get: (key) =>
      readFile(fileOf(key), 'utf8').then(
        (text): unknown => JSON.parse(text),
        () => undefined,
      ),
    set: (key, value) => writeFile(fileOf(key), JSON.stringify(value)),
    delete: (key) => rm(fileOf(key), { force: true }),
  };
}
