import type { EventTarget, OktaEvent } from './org';
import { operators } from './expression';
import type { Field, Grammar } from './predicate';
import { timestamp } from './wire';

const actor = {
  id: '00u000000000000sim0x',
  type: 'User',
  alternateId: 'admin@example.com',
  displayName: 'Org Administrator',
  detailEntry: null,
} as const;

/** An entry as `LogEvent` describes it; where it came from is the same for all of them. */
export function eventBody(event: OktaEvent, orgId: string) {
  return {
    actor,
    client: { userAgent: null, zone: 'null', device: 'Unknown', id: null, ipAddress: '203.0.113.7' },
    authenticationContext: { authenticationStep: 0, externalSessionId: 'unknown' },
    displayMessage: event.displayMessage,
    eventType: event.eventType,
    outcome: { result: 'SUCCESS', reason: null },
    published: timestamp(event.atMs),
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    severity: 'INFO',
    debugContext: { debugData: { requestUri: '/api/v1', orgId } },
    legacyEventType: null,
    transaction: { type: 'WEB', id: `tx${event.uuid.slice(-12)}`, detail: {} },
    uuid: event.uuid,
    version: '0',
    request: { ipChain: [] },
    target: event.targets.map((target) => ({ ...target, detailEntry: null })),
  };
}

const texts: Readonly<Record<string, (event: OktaEvent) => readonly string[]>> = {
  uuid: (event) => [event.uuid],
  eventType: (event) => [event.eventType],
  displayMessage: (event) => [event.displayMessage],
  severity: () => ['INFO'],
  'outcome.result': () => ['SUCCESS'],
  'actor.id': () => [actor.id],
  'actor.type': () => [actor.type],
  'actor.alternateId': () => [actor.alternateId],
  'actor.displayName': () => [actor.displayName],
  'target.id': (event) => ofTargets(event, 'id'),
  'target.type': (event) => ofTargets(event, 'type'),
  'target.alternateId': (event) => ofTargets(event, 'alternateId'),
  'target.displayName': (event) => ofTargets(event, 'displayName'),
};

/** All operators except brackets (`listLogEvents`, parameter `filter`). */
export const logGrammar: Grammar<OktaEvent> = {
  values: 'without-case',
  negation: 'allowed',
  field(attribute): Field<OktaEvent> | undefined {
    if (attribute === 'published') return { kind: 'time', operators, read: (event) => event.atMs };
    const read = texts[attribute];
    return read === undefined ? undefined : { kind: 'text', operators, read };
  },
};

function ofTargets(event: OktaEvent, name: keyof EventTarget): readonly string[] {
  return event.targets.map((target) => target[name]);
}
