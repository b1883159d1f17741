import { oktaOrgOf, startOkta, type Company } from '../../dev/simulators';
import { changeEvery, move, plenty, type BenchTwin } from './changes';

export async function oktaTwin(company: Company): Promise<BenchTwin> {
  const limits = { users: plenty, user: plenty, groups: plenty, group: plenty, logs: plenty, other: plenty };
  const twin = await startOkta({ org: oktaOrgOf(company), limits, publicUrl: 'https://bench.okta.com' });
  const { state } = twin;
  const all = state.groups().flatMap(({ id, type }) => (type === 'OKTA_GROUP' ? [id] : []));
  const isOurs = new Set(all);
  return {
    url: twin.url,
    setLatency: (ms) => twin.setLatency(ms),
    change: (count) =>
      changeEvery(state.liveUserIds(), count, (id, index) => {
        state.changeProfile(id, { lastName: `Changed ${index}` });
        return move(index, {
          present: state.groupIdsOf(id).filter((groupId) => isOurs.has(groupId)),
          all,
          leave: (groupId) => state.leave(groupId, [id]),
          join: (groupId) => state.join(groupId, [id]),
        });
      }),
  };
}
