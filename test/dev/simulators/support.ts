import type { OneLoginSimulator } from '../../../dev/simulators';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly body: unknown;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One request with a JSON body, and its answer whole. */
export async function ask(url: string, asked: Asked = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: asked.method ?? 'GET',
    headers: { 'content-type': 'application/json', ...asked.headers },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  });
  const received = await response.text();
  return { status: response.status, headers: response.headers, text: received, body: parsed(received) };
}

export function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return ask(url, { method: 'POST', body, headers });
}

export async function signIn(simulator: OneLoginSimulator): Promise<Readonly<Record<string, string>>> {
  const { body } = await post(
    `${simulator.url}/auth/oauth2/v2/token`,
    { grant_type: 'client_credentials' },
    { authorization: 'client_id:test-id, client_secret:test-secret' },
  );
  return { authorization: `bearer:${text(body, 'access_token')}` };
}

/** A text field of an object whose shape the test does not otherwise need. */
export function text(value: unknown, field: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
  if (typeof found !== 'string') throw new Error(`No text field ${field} in ${JSON.stringify(value)}`);
  return found;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
