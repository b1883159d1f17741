import type { PersonExample, RuleExample } from '../../../../domain/rule-examples';
import { missing, type Checked } from '../found-errors';
import { linesOf } from '../lines';

/** An example as it stands in the form. Attributes are lines such as `department: Sales`. */
export type ExampleDraft =
  | { readonly kind: 'group'; readonly name: string; readonly leadsTo: readonly string[] }
  | {
      readonly kind: 'person';
      readonly name: string;
      /** Kept as it is stored: nothing that examples are tried on looks at it. */
      readonly email: string;
      readonly status: PersonExample['status'];
      readonly attributes: string;
      readonly groups: readonly string[];
      readonly takesPart: boolean;
      readonly isIn: readonly string[];
    };

export type GroupExampleDraft = Extract<ExampleDraft, { readonly kind: 'group' }>;
export type PersonExampleDraft = Extract<ExampleDraft, { readonly kind: 'person' }>;

const emptyPerson: PersonExampleDraft = {
  kind: 'person',
  name: '',
  email: '',
  status: 'active',
  attributes: '',
  groups: [],
  takesPart: true,
  isIn: [],
};

export const emptyExamples: { readonly [K in ExampleDraft['kind']]: ExampleDraft } = {
  group: { kind: 'group', name: '', leadsTo: [] },
  person: emptyPerson,
};

export function exampleDraftOf(example: RuleExample): ExampleDraft {
  if (example.kind === 'group') return example;
  // The e-mail address, which may be missing, keeps its place among the fields, so that equal drafts are equal as text.
  return { ...emptyPerson, ...example, attributes: attributeLines(example.attributes) };
}

export function exampleOf(draft: ExampleDraft): RuleExample {
  if (draft.kind === 'group') return { ...draft, leadsTo: [...draft.leadsTo] };
  const { email, attributes, groups, isIn, ...rest } = draft;
  return {
    ...rest,
    ...(email === '' ? {} : { email }),
    attributes: attributesOf(attributes),
    groups: [...groups],
    isIn: [...isIn],
  };
}

function attributeLines(attributes: PersonExample['attributes']): string {
  return Object.entries(attributes)
    .flatMap(([name, values]) => values.map((value) => `${name}: ${value}`))
    .join('\n');
}

/** An attribute with several values has a line for each. */
function attributesOf(text: string): PersonExample['attributes'] {
  const found = new Map<string, string[]>();
  for (const line of linesOf(text)) {
    const { name, value } = attributeOf(line);
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return Object.fromEntries(found);
}

/** Names of attributes may hold colons, as in `urn:acme:department: Sales`; the one with a space behind it ends the name. */
function attributeOf(line: string): { readonly name: string; readonly value: string } {
  const at = line.includes(': ') ? line.indexOf(': ') : line.lastIndexOf(':');
  return { name: line.slice(0, Math.max(at, 0)).trim(), value: line.slice(at + 1).trim() };
}

export function exampleErrors(draft: ExampleDraft, at: number): readonly Checked[] {
  const name: Checked = [`examples.${at}.name`, missing(draft.name, 'Enter a name.')];
  if (draft.kind === 'group') return [name];
  const wrong = linesOf(draft.attributes).find((line) => attributeOf(line).name === '');
  const message =
    wrong === undefined ? undefined : `Write “${wrong}” as a name and a value: department: Sales.`;
  return [name, [`examples.${at}.attributes`, message]];
}

/** What the example says: "“Sales EMEA” must lead to “Sales”." */
export function exampleSentence(draft: ExampleDraft): string {
  const name = draft.name.trim() === '' ? '…' : draft.name.trim();
  if (draft.kind === 'group') {
    return draft.leadsTo.length === 0
      ? `The group “${name}” must be left out.`
      : `The group “${name}” must lead to ${quoted(draft.leadsTo)}.`;
  }
  const part = draft.takesPart ? 'must take part' : 'must take no part';
  const where = draft.isIn.length === 0 ? 'be in no group' : `be in ${quoted(draft.isIn)}`;
  return `${name} ${part} and ${where}.`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(', ');
}
