import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A hash over names and contents of these files and folders below `dir`; absent ones count as absent. */
export function contentHash(
  dir: string,
  names: readonly string[],
  leaveOut: (name: string) => boolean = () => false,
): string {
  const hash = createHash('sha256');
  for (const name of names
    .flatMap((one) => filesBelow(dir, one))
    .filter((one) => !leaveOut(one))
    .toSorted()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(dir, name)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 20);
}

function filesBelow(dir: string, name: string): readonly string[] {
  const full = path.join(dir, name);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full).flatMap((child) => filesBelow(dir, `${name}/${child}`));
}
