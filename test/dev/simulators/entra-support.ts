import * as z from 'zod';
import type { EntraSimulator } from '../../../dev/simulators';
import { ask, type Answer } from './support';

export type Headers = Readonly<Record<string, string>>;

/** A page of a collection, as far as the tests look at it. */
const page = z.looseObject({
  value: z.array(z.looseObject({ id: z.string().optional() })),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
  '@odata.count': z.int().optional(),
});
export type Item = z.infer<typeof page>['value'][number];

/** Sends a form to the token endpoint of the simulator's tenant. */
export async function signInWith(
  simulator: EntraSimulator,
  fields: Headers,
  tenant = simulator.state.snapshot().id,
): Promise<Answer> {
  const response = await fetch(`${simulator.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
      ...fields,
    }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

export async function entraHeaders(
  simulator: EntraSimulator,
  fields: Headers = { client_id: 'test-app', client_secret: 'test-secret' },
): Promise<Headers> {
  const { body } = await signInWith(simulator, fields);
  const { access_token: token } = z.object({ access_token: z.string() }).parse(body);
  return { authorization: `Bearer ${token}` };
}

export function pageOf(answer: Answer): z.infer<typeof page> {
  return page.parse(answer.body);
}

export interface Round {
  readonly items: readonly Item[];
  readonly pages: readonly (readonly Item[])[];
  readonly deltaLink: string;
}

/** Follows next links until there are no more. */
export async function readAll(url: string, headers: Headers): Promise<Round> {
  const pages: (readonly Item[])[] = [];
  let next: string | undefined = url;
  let deltaLink = '';
  while (next !== undefined) {
    const answer = await ask(next, { headers });
    if (answer.status !== 200) throw new Error(`${next} answered ${answer.status}: ${answer.text}`);
    const read = pageOf(answer);
    pages.push(read.value);
    next = read['@odata.nextLink'];
    deltaLink = read['@odata.deltaLink'] ?? '';
  }
  return { items: pages.flat(), pages, deltaLink };
}

const membersShape = z.array(
  z.strictObject({
    '@odata.type': z.string(),
    id: z.string(),
    '@removed': z.strictObject({ reason: z.string() }).optional(),
  }),
);

/** The ids of `members@delta` over all items of a group; those that left begin with a minus. */
export function membersOf(items: readonly Item[], groupId: string): readonly string[] {
  return items
    .filter((item) => item.id === groupId)
    .flatMap((item) => membersShape.parse(item['members@delta'] ?? []))
    .map((member) => `${member['@removed'] === undefined ? '' : '-'}${member.id}`);
}

export function idsOf(items: readonly Item[]): readonly (string | undefined)[] {
  return items.map((item) => item.id);
}

/** The item at an index that the test knows to be there. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index}.`);
  return item;
}
