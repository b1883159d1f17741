/** Something the app asked for and did not get: refused as Forge would, or not modelled here (501). */
export interface Refusal {
  readonly kind:
    | 'egress'
    | 'egress-limit'
    | 'scope'
    | 'impersonation'
    | 'app-writes-groups'
    | 'storage'
    | 'queue'
    | 'payload'
    | 'timeout'
    | 'page'
    | 'not-modelled';
  readonly what: string;
}

/** One call that left the app, as the host saw it. */
export interface RecordedRequest {
  readonly api: 'external' | 'jira' | 'confluence' | 'kvs' | 'queue';
  readonly method: string;
  /** Without query for external calls and products: `GET api.us.onelogin.com/api/2/users`. */
  readonly route: string;
  /** `app`, `user <accountId>` or `none`. */
  readonly principal: string;
  readonly functionKey: string;
  readonly status: number;
}

/** What the host saw and refused, for tests and for the person in front of it. Holds no bodies and no headers. */
export interface Journal {
  readonly refusals: readonly Refusal[];
  readonly requests: readonly RecordedRequest[];
  refuse(kind: Refusal['kind'], what: string): void;
  record(request: RecordedRequest): void;
}

const keptRequests = 100_000;

export function createJournal(log: (line: string) => void): Journal {
  const refusals: Refusal[] = [];
  const requests: RecordedRequest[] = [];
  return {
    refusals,
    requests,
    refuse: (kind, what) => {
      refusals.push({ kind, what });
      log(`refused (${kind}): ${what}`);
    },
    record: (request) => {
      if (requests.length === keptRequests) requests.shift();
      requests.push(request);
    },
  };
}
