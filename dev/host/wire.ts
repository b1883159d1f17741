/** What `__forge_fetch__` names as the receiver of a call. See `@forge/api` 8, out/api/fetch.js. */
export interface Target {
  readonly type: string;
  readonly provider?: string;
  readonly remote?: string;
  readonly accountId?: string;
  readonly contextAri?: string;
}

export interface WireRequest {
  readonly method: string;
  /** A path for the platform and products, a whole URL for the outside. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly redirect?: 'follow' | 'manual' | 'error';
  readonly signal: AbortSignal;
}

export type WireAnswer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly statusText?: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array | undefined;
      readonly url?: string;
      readonly redirected?: boolean;
    }
  /** Thrown in the app: an Error with this name, message and status. */
  | { readonly kind: 'error'; readonly name: string; readonly message: string; readonly status?: number };

export function jsonAnswer(
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireAnswer {
  return {
    kind: 'response',
    status,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
  };
}

export function errorAnswer(name: string, message: string, status?: number): WireAnswer {
  return { kind: 'error', name, message, ...(status === undefined ? {} : { status }) };
}

export function notModelled(what: string): WireAnswer {
  return jsonAnswer(501, {
    code: 'LOCAL_HOST_NOT_MODELLED',
    message: `The local host does not model ${what}.`,
  });
}

export function bodyText(request: WireRequest): string {
  return request.body === undefined ? '' : Buffer.from(request.body).toString('utf8');
}

/** The body as JSON; undefined when it is not JSON. */
export function bodyJson(request: WireRequest): unknown {
  try {
    return JSON.parse(bodyText(request));
  } catch {
    return undefined;
  }
}
