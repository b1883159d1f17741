import { demoOktaOrg, startOkta, type OktaOptions, type OktaSimulator } from '../../../dev/simulators';
import { ask, type Answer } from './support';

export const apiToken = { authorization: 'SSWS 00aTestTokenOfTheTwin' } as const;

/** A clock that tests move. */
export interface TestClock {
  readonly now: () => number;
  pass(ms: number): void;
}

export const startMs = Date.UTC(2026, 5, 8, 9);

export function aClock(): TestClock {
  let ms = startMs;
  return {
    now: () => ms,
    pass(passed) {
      ms += passed;
    },
  };
}

export function startDemo(options: Partial<OktaOptions> = {}): Promise<OktaSimulator> {
  return startOkta({ org: demoOktaOrg(), ...options });
}

/** `path` under the twin, with a good API token; `query` is encoded. */
export function get(
  okta: OktaSimulator,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const search = new URLSearchParams(query).toString();
  return ask(`${okta.url}${path}${search === '' ? '' : `?${search}`}`, { headers: apiToken });
}

/** A field of each item of a list. */
export function each(answer: Answer, field: string): readonly unknown[] {
  if (!Array.isArray(answer.body)) throw new Error(`No list but ${answer.text}`);
  return answer.body.map((item: unknown) => fieldOf(item, field));
}

/** A field by its path: `profile.name`. */
export function fieldOf(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
      value,
    );
}

/** The target of the link with this relation. */
export function linkOf(answer: Answer, relation: 'self' | 'next'): string | undefined {
  const links = (answer.headers.get('link') ?? '').split(', ');
  return links
    .map((link) => /^<(.*)>; rel="(\w+)"$/.exec(link))
    .find((found) => found?.[2] === relation)?.[1];
}

/** All pages from this one on, by their next links. */
export async function pagesFrom(first: Answer): Promise<readonly Answer[]> {
  const pages = [first];
  for (let next = linkOf(first, 'next'); next !== undefined;) {
    const page: Answer = await ask(next, { headers: apiToken });
    pages.push(page);
    next = linkOf(page, 'next');
  }
  return pages;
}
