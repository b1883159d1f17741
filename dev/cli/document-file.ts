import { readFile } from 'node:fs/promises';
import { connectionDocument, type ConnectionDocument } from '../../src/contract';
import { FailureError } from '../../src/domain/failure';
import { migrateDocument } from '../../src/sync/migrate-document';
import { CommandError, exitCodes } from './failure-exit';

/** A connection file in the form of today. */
export interface DocumentFile {
  readonly document: ConnectionDocument;
  /** The version that the file is of. */
  readonly version: number;
  /** What was filled in on the way from an earlier version. */
  readonly notes: readonly string[];
}

/** Reads a connection file of this or an earlier version. Whatever is wrong with it is a usage error that names each field and what is expected there. */
export async function readDocumentFile(file: string): Promise<DocumentFile> {
  const given = json(file, await text(file));
  const { document, notes } = migrated(file, given);
  const parsed = connectionDocument.safeParse(document);
  if (parsed.success) return { document: parsed.data, version: versionOf(given), notes };
  const faults = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(the file)'}: ${issue.message}`,
  );
  throw usage(
    [`${file} is not a connection file:`, ...faults, 'Its form is in docs/connection.schema.json.'].join(
      '\n',
    ),
  );
}

export async function readDocument(file: string): Promise<ConnectionDocument> {
  return (await readDocumentFile(file)).document;
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'does not exist'
        : 'cannot be read';
    throw usage(`The connection file ${file} ${reason}.`);
  }
}

function json(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw usage(`${file} is not JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}.`);
  }
}

/** In the form of today; a version that nobody knows is refused. */
function migrated(file: string, value: unknown): ReturnType<typeof migrateDocument> {
  try {
    return migrateDocument(value);
  } catch (error) {
    if (error instanceof FailureError) throw usage(`${file}: ${error.message}`);
    throw error;
  }
}

/** Of what has become a document, so it has one. */
function versionOf(given: unknown): number {
  const isVersioned = typeof given === 'object' && given !== null && 'version' in given;
  return isVersioned && typeof given.version === 'number' ? given.version : 0;
}

function usage(message: string): CommandError {
  return new CommandError(message, exitCodes.usage);
}
