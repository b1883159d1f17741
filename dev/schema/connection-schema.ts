import * as z from 'zod';
import { connectionDocument } from '../../src/contract';

/** The published JSON Schema of a connection file, made from what the command line and the page accept. */
export function connectionSchemaText(): string {
  const schema = z.toJSONSchema(connectionDocument, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      if (isFilter(path) && jsonSchema.anyOf === undefined) allowNotation(jsonSchema);
    },
  });
  return `${JSON.stringify({ title: 'User & Group Sync connection', ...schema }, null, 2)}\n`;
}

function isFilter(path: readonly (string | number)[]): boolean {
  const [parent, , name] = path.slice(-3);
  return parent === 'filters' && (name === 'users' || name === 'groups');
}

/** A text may stand for the object; the contract reads it before its schema looks (`noted-settings.ts`). */
function allowNotation(jsonSchema: z.core.JSONSchema.BaseSchema): void {
  const structured = { ...jsonSchema };
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
  jsonSchema.anyOf = [
    structured,
    { type: 'string', description: 'In the one-line notation of docs/filters.md.' },
  ];
}
