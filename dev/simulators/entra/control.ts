import * as z from 'zod';
import type { Route } from '../server/call';
import { compact } from '../server/compact';
import { posted, sharedControl } from '../server/control';
import type { HttpServer } from '../server/http-server';
import type { Applications } from './applications';
import { doToGroup, doToUser, groupAction, userAction } from './control-actions';
import type { DeltaTokens } from './delta-tokens';
import type { EntraPageSizes } from './graph-context';
import type { TenantState } from './tenant-state';
import type { Throttle } from './throttle';

interface ControlParts {
  readonly http: HttpServer;
  readonly state: TenantState;
  readonly applications: Applications;
  readonly throttle: Throttle;
  readonly tokens: DeltaTokens;
  readonly setPageSizes: (sizes: Partial<EntraPageSizes>) => void;
  readonly setDeltaLag: (ms: number) => void;
  readonly reset: () => void;
}

const positive = z.int().min(1);

const application = z.strictObject({
  clientId: z.string().min(1),
  secrets: z
    .array(z.strictObject({ value: z.string().min(1), expiresAtMs: z.number().optional() }))
    .default([]),
  certificates: z.array(z.strictObject({ thumbprint: z.string(), publicKey: z.string() })).default([]),
  roles: z.array(z.string()),
});
const pageSizes = z
  .strictObject({ delta: positive, membersPerDeltaPage: positive, top: positive.max(999) })
  .partial();

export function entraControl(parts: ControlParts): readonly Route[] {
  const { state, applications, throttle } = parts;
  return [
    ...sharedControl(parts.http, {
      reset: parts.reset,
      snapshot: () => ({ ...state.snapshot(), throttle: throttle.state() }),
    }),
    post('people', userAction, (action) => doToUser(state, action)),
    post('groups', groupAction, (action) => doToGroup(state, action)),
    /** `null`: any client id with a secret is good again. */
    post('applications', z.array(application).nullable(), (list) =>
      applications.set(list?.map((each) => ({ ...each, secrets: each.secrets.map(compact) }))),
    ),
    post('tokens', z.strictObject({ action: z.literal('revoke-all') }), () => applications.revokeAll()),
    post('throttle', z.strictObject({ unitsPer10s: positive }), (settings) => throttle.set(settings)),
    post('page-sizes', pageSizes, (sizes) => parts.setPageSizes(compact(sizes))),
    post('delta-lag', z.strictObject({ ms: z.int().min(0) }), ({ ms }) => parts.setDeltaLag(ms)),
    post(
      'expire-delta-tokens',
      z.strictObject({ answer: z.enum(['gone', 'sync-state-not-found', 'too-old']) }),
      ({ answer }) => parts.tokens.expire(answer),
    ),
  ];
}

function post<S extends z.ZodType>(name: string, schema: S, work: (input: z.output<S>) => unknown): Route {
  return { method: 'POST', template: `/__control/${name}`, handler: posted(schema, work) };
}
