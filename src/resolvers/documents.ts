import { connectionDocument } from '../contract';
import { migrateDocument } from '../sync/migrate-document';
import { RefusedError, type Handler } from './guard';

export const readDocument: Handler<'readDocument'> = async (input) => {
  const { document, notes } = migrateDocument(input.document);
  const parsed = connectionDocument.safeParse(document);
  if (parsed.success) return { document: parsed.data, notes };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new RefusedError({
    kind: 'invalid-input',
    message:
      field === ''
        ? `This is not a connection file. ${issue?.message ?? ''}`.trim()
        : `${field}: ${issue?.message ?? ''}`,
    ...(field === '' ? {} : { field }),
  });
};
