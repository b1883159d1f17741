import * as z from 'zod';
import type { NewIssue } from './issue-state';

const body = z.object({
  fields: z.looseObject({
    project: z.object({ id: z.string() }),
    issuetype: z.object({ id: z.string() }),
    summary: z.string().min(1).max(255),
    description: z.unknown().optional(),
  }),
  properties: z.array(z.object({ key: z.string(), value: z.unknown() })).optional(),
});

/** What a call wants created, with the names of all its fields; undefined where the body is none. */
export function newIssue(
  value: unknown,
): (NewIssue & { readonly fieldNames: readonly string[] }) | undefined {
  const { data } = body.safeParse(value);
  if (data === undefined) return undefined;
  const { fields, properties = [] } = data;
  return {
    projectId: fields.project.id,
    issueTypeId: fields.issuetype.id,
    summary: fields.summary,
    description: fields.description,
    properties: Object.fromEntries(properties.map((property) => [property.key, property.value])),
    fieldNames: Object.keys(fields),
  };
}
