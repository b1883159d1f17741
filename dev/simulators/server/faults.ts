import * as z from 'zod';

const effect = z.discriminatedUnion('kind', [
  /** The vendor's error for this status; `retryAfterSeconds` adds `Retry-After`, `reason` the reason header where there is one. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    retryAfterSeconds: z.number().min(0).optional(),
    reason: z.string().optional(),
  }),
  /** The right answer, cut off in the middle; `Content-Length` fits the shorter text. */
  z.strictObject({ kind: z.literal('truncated-json') }),
  /** Valid JSON of another type than the API's. */
  z.strictObject({ kind: z.literal('wrong-json') }),
  z.strictObject({ kind: z.literal('slow'), ms: z.int().min(0) }),
  /** No answer until the client goes away. */
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('reset') }),
  /** The token (or the session) is not good any more; OneLogin issues another one when asked. */
  z.strictObject({ kind: z.literal('expired-token') }),
  /** The announced total is wrong by this many. */
  z.strictObject({ kind: z.literal('total-count'), add: z.int() }),
  /** The cursor to the next page leads to the same page again. */
  z.strictObject({ kind: z.literal('cursor-loop') }),
  /** The next page begins with the last item of this one. */
  z.strictObject({ kind: z.literal('repeat-item') }),
  /** What a link stands for is gone (410): the client must begin anew. For vendors with links that outlive a read. */
  z.strictObject({ kind: z.literal('gone') }),
  /** The link to the next page names another host. */
  z.strictObject({ kind: z.literal('foreign-next') }),
]);

/** What goes wrong, where and how often. Without `nth`, from the first matching request on. */
export const fault = z.strictObject({
  /** `METHOD route-template`, with `*` for any text: `GET /api/2/*`. Default: every route. */
  route: z.string().default('*'),
  /** The first request of this route, counted from 1 since the fault was set, that it happens to. */
  nth: z.int().min(1).default(1),
  /** Only requests for this page, counted from 1. */
  page: z.int().min(1).optional(),
  /** How many requests in a row it happens to. */
  times: z.union([z.int().min(1), z.literal('always')]).default(1),
  effect,
});
export type Fault = z.input<typeof fault>;
export type FaultEffect = z.infer<typeof effect>;

export interface FaultBook {
  set(faults: readonly Fault[]): void;
  list(): readonly Fault[];
  /** The effect for this request, if any; counts it. `page` is asked only when a fault depends on it. */
  next(route: string, page: () => number | undefined): FaultEffect | undefined;
}

interface Entry {
  readonly fault: z.output<typeof fault>;
  readonly pattern: RegExp;
  seen: number;
}

export function createFaultBook(): FaultBook {
  let entries: readonly Entry[] = [];
  return {
    set(faults) {
      entries = faults.map((each) => {
        const parsed = fault.parse(each);
        return { fault: parsed, pattern: patternOf(parsed.route), seen: 0 };
      });
    },
    list: () => entries.map((entry) => entry.fault),
    next(route, page) {
      const due = entries.filter((entry) => isDue(entry, route, page));
      return due[0]?.fault.effect;
    },
  };
}

function isDue(entry: Entry, route: string, page: () => number | undefined): boolean {
  if (!entry.pattern.test(route)) return false;
  if (entry.fault.page !== undefined && entry.fault.page !== page()) return false;
  entry.seen += 1;
  const { nth, times } = entry.fault;
  return entry.seen >= nth && (times === 'always' || entry.seen < nth + times);
}

function patternOf(route: string): RegExp {
  const escaped = route.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`);
}
