import { entraTenantOf, startEntra, type Company } from '../../dev/simulators';
import { changeEvery, move, plenty, type BenchTwin } from './changes';

export async function entraTwin(company: Company): Promise<BenchTwin> {
  const twin = await startEntra({
    tenant: entraTenantOf(company),
    throttle: { unitsPer10s: plenty },
    graphUrl: 'https://graph.microsoft.com',
  });
  const { state } = twin;
  const groups = state.groups();
  const groupsOf = new Map<string, string[]>();
  for (const { id } of groups) {
    for (const member of state.members(id)) {
      const known = groupsOf.get(member.id);
      if (known === undefined) groupsOf.set(member.id, [id]);
      else known.push(id);
    }
  }
  return {
    url: twin.url,
    setLatency: (ms) => twin.setLatency(ms),
    change: (count) =>
      changeEvery(
        state.users().map(({ id }) => id),
        count,
        (id, index) => {
          state.changeUser(id, { displayName: `Changed ${index}` });
          return move(index, {
            present: groupsOf.get(id) ?? [],
            all: groups.map((group) => group.id),
            leave: (groupId) => state.leave(groupId, [id]),
            join: (groupId) => state.join(groupId, [id]),
          });
        },
      ),
  };
}
