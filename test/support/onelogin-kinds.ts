import type { ChangingKind, TwinKind } from './connector-twin';
import { startOneLoginTwin, type OneLoginHabits, type OneLoginTwin } from './onelogin-twin';

/** OneLogin with all three sources, except where calls are counted: groups have pages of 50 and are rarely many. */
export const oneLogin: TwinKind<OneLoginTwin> = {
  label: 'OneLogin',
  start: (size) =>
    startOneLoginTwin(size, size.users < 10_000 ? {} : { groupSources: ['roles', 'member_of'] }),
  totals: 'told',
  nextPage: 'cursor',
  quota: {
    kind: 'calls',
    connector: (twin, floor) => twin.with({ minimumRemainingCalls: floor }),
    setRemaining: ({ simulator }, remaining) => simulator.quota.set({ limit: 5_000, remaining }),
    remaining: ({ simulator }) => simulator.quota.state().remaining,
  },
  token: {
    kind: 'renewed',
    expire: ({ simulator }) =>
      simulator.setFaults([{ route: 'GET /api/*', effect: { kind: 'expired-token' } }]),
    refuse: ({ simulator }) =>
      simulator.setFaults([{ route: 'GET /api/*', times: 'always', effect: { kind: 'expired-token' } }]),
    signIns: ({ simulator }) => simulator.requests['POST /auth/oauth2/v2/token'] ?? 0,
  },
  wrongSecret: 'wrong-secret',
  unknownUserId: '999999999',
  unknownAttribute: { name: 'custom_attributes.flor', isTold: true },
  pauseRoundingMs: 0,
};

/** People and roles: of nothing else OneLogin tells what changed. */
export function changingOneLogin(
  habits: Required<Pick<OneLoginHabits, 'roleChangesTouchPeople'>>,
): ChangingKind<OneLoginTwin> {
  const touch = habits.roleChangesTouchPeople ? 'touch' : 'leave';
  return {
    label: `OneLogin, where changes of roles ${touch} people's records`,
    start: (size) =>
      startOneLoginTwin(size, { groupSources: ['roles'] }, { ...habits, dateAheadMs: 5 * 60_000 }),
    deletedPeople: 'untold',
  };
}
