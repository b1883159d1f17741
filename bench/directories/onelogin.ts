import { startOneLogin, type Company } from '../../dev/simulators';
import { changeEvery, move, plenty, type BenchTwin } from './changes';

export async function oneLoginTwin(company: Company): Promise<BenchTwin> {
  const twin = await startOneLogin({ company, quota: { limit: plenty } });
  const { state } = twin;
  const all = state.roles().map((role) => role.id);
  return {
    url: twin.url,
    setLatency: (ms) => twin.setLatency(ms),
    change: (count) =>
      changeEvery(state.personIds(), count, (id, index) => {
        state.changePerson(id, { title: `Title ${index}` });
        return move(index, {
          present: state.roleIdsOf(id),
          all,
          leave: (roleId) => state.leave(roleId, [id]),
          join: (roleId) => state.join(roleId, [id]),
        });
      }),
  };
}
