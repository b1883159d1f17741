import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CommandError, exitCodes } from './failure-exit';

/** Before anything is changed: the changes of a run cannot be had back when its report turns out to have no place. */
export function makePlaceFor(option: '--report' | '--out', file: string): void {
  if (isFolder(file)) throw usage(`${option} ${file}: this is a folder; name a file.`);
  const folder = path.dirname(path.resolve(file));
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw usage(`${option} ${file}: the folder ${folder} cannot be made.`);
  }
}

/** The folder for the store, which is made when it is first needed. */
export function usableFolder(folder: string): string {
  if (!existsSync(folder) || isFolder(folder)) return folder;
  throw usage(`--data ${folder}: this is a file; name a folder.`);
}

function isFolder(place: string): boolean {
  return existsSync(place) && statSync(place).isDirectory();
}

function usage(message: string): CommandError {
  return new CommandError(message, exitCodes.usage);
}
