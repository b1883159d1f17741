import type { ConnectionDocument } from '../../src/contract';
import { readDocument } from './document-file';
import { CommandError, exitCodes } from './failure-exit';

/** A connection file and the secret that it names. */
export interface ConnectionFile {
  readonly document: ConnectionDocument;
  readonly secret: string;
}

/** Reads a connection file, and its secret from the environment variable that it names. Throws CommandError for usage. */
export async function readConnectionFile(
  file: string,
  environment: NodeJS.ProcessEnv,
): Promise<ConnectionFile> {
  const document = await readDocument(file);
  const secret = environment[document.secret.env];
  if (secret === undefined || secret === '') {
    throw new CommandError(
      `${file} takes its secret from the environment variable ${document.secret.env}, which is not set.`,
      exitCodes.usage,
    );
  }
  return { document, secret: withLineBreaks(secret) };
}

/** A private key in PEM has lines; many stores of variables keep one line only, with `\\n` spelled out. */
function withLineBreaks(secret: string): string {
  return secret.trimStart().startsWith('-----BEGIN ') ? secret.replaceAll(/(\\r)?\\n/g, '\n') : secret;
}
