import { readFile } from 'node:fs/promises';
import { connectionDocument, type ConnectionDocument } from '../../src/contract';
import { CommandError, exitCodes } from './failure-exit';

/** A connection file and the secret that it names. */
export interface ConnectionFile {
  readonly document: ConnectionDocument;
  readonly secret: string;
}

/**
 * Reads and checks a connection file. Whatever is wrong with it is a usage error that names the path of the field and what is
 * expected there.
 */
export async function readConnectionFile(
  file: string,
  environment: NodeJS.ProcessEnv,
): Promise<ConnectionFile> {
  const document = parse(file, await text(file));
  const secret = environment[document.secret.env];
  if (secret === undefined || secret === '') {
    throw usage(
      `${file} takes its secret from the environment variable ${document.secret.env}, which is not set.`,
    );
  }
  return { document, secret: withLineBreaks(secret) };
}

/** A private key in PEM has lines; many stores of variables keep one line only, with `\\n` spelled out. */
function withLineBreaks(secret: string): string {
  return secret.trimStart().startsWith('-----BEGIN ') ? secret.replaceAll(/(\\r)?\\n/g, '\n') : secret;
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

function parse(file: string, content: string): ConnectionDocument {
  const parsed = connectionDocument.safeParse(json(file, content));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(the file)'}: ${issue.message}`,
  );
  throw usage(
    [`${file} is not a connection file:`, ...faults, 'Its form is in docs/connection.schema.json.'].join(
      '\n',
    ),
  );
}

function json(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw usage(`${file} is not JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}.`);
  }
}

function usage(message: string): CommandError {
  return new CommandError(message, exitCodes.usage);
}
