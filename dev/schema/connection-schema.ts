import * as z from 'zod';
import { connectionDocument } from '../../src/contract';

/** The published JSON Schema of a connection file, made from what the command line and the page accept. */
export function connectionSchemaText(): string {
  const schema = z.toJSONSchema(connectionDocument, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      if (isFilter(path) && jsonSchema.anyOf === undefined) allowNotation(jsonSchema);
      // What a file leaves out of the rules is the default (`migrate-document.ts`); what it lists is whole.
      if (isPartOfRules(path)) delete jsonSchema.required;
    },
  });
  return `${JSON.stringify({ title: 'User & Group Sync connection', ...schema }, null, 2)}\n`;
}

function isPartOfRules(path: readonly (string | number)[]): boolean {
  const below = path.slice(path.indexOf('rules'));
  return path.includes('rules') && !below.includes('items');
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
