import * as z from 'zod';
import { connectionDocument } from '../../src/contract';

/** The published JSON Schema of a connection file, made from what the command line and the page accept. */
export function connectionSchemaText(): string {
  const schema = z.toJSONSchema(connectionDocument, { io: 'input' });
  return `${JSON.stringify({ title: 'User & Group Sync connection', ...schema }, null, 2)}\n`;
}
