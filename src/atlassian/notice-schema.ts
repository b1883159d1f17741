import * as z from 'zod';

/**
 * What is believed of Jira's answers about projects and issues: REST v3 reference, "Projects", "Issues", "Issue comments", "Issue search". Texts are in
 * the Atlassian Document Format.
 */
export const projectPage = z.object({
  values: z.array(
    z.object({
      id: z.string().min(1),
      key: z.string().min(1),
      name: z.string(),
      /** With `expand=issueTypes`. */
      issueTypes: z
        .array(z.object({ id: z.string().min(1), name: z.string(), subtask: z.boolean().optional() }))
        .optional(),
    }),
  ),
});

export const createdIssue = z.object({ id: z.string().min(1), key: z.string().min(1) });

export const foundIssues = z.object({
  issues: z.array(
    createdIssue.extend({ fields: z.object({ project: z.object({ id: z.string().min(1) }) }) }),
  ),
});

export const issue = z.object({
  fields: z.object({
    status: z.object({ statusCategory: z.object({ key: z.string() }) }),
    description: z.unknown(),
  }),
});

export const commentPage = z.object({ comments: z.array(z.object({ body: z.unknown() })) });

export const transitions = z.object({
  transitions: z.array(
    z.object({
      id: z.string().min(1),
      to: z.object({ statusCategory: z.object({ key: z.string() }) }),
      /** With `expand=transitions.fields`. */
      fields: z
        .record(z.string(), z.object({ required: z.boolean(), hasDefaultValue: z.boolean().optional() }))
        .optional(),
    }),
  ),
});

/** The body of a refusal: sentences, and by field what is wrong with it. */
export const refusal = z.object({
  errorMessages: z.array(z.string()).optional(),
  errors: z.record(z.string(), z.unknown()).optional(),
});

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly Node[];
}

/** A document of paragraphs. */
export function documentOf(paragraphs: readonly string[]) {
  return {
    type: 'doc',
    version: 1,
    content: paragraphs.map((text): Node => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  };
}

/** The text of a document, for comparing; nothing where it is none. */
export function textOf(document: unknown): string {
  return parts(document).join('\n');
}

function parts(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('text' in node && typeof node.text === 'string') return [node.text];
  return 'content' in node && Array.isArray(node.content) ? node.content.flatMap(parts) : [];
}
