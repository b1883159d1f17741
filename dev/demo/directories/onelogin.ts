import { demoCompany, demoRoleIds, startOneLogin } from '../../simulators';
import { everySecond, type DemoDirectory } from './directory';

export async function startDemoOneLogin(now: () => number): Promise<DemoDirectory> {
  const simulator = await startOneLogin({ company: demoCompany(), now });
  const { url, state } = simulator;
  return {
    title: 'OneLogin',
    url,
    choices: 'region US, roles as groups',
    configuration: {
      kind: 'onelogin',
      settings: {
        region: 'us',
        clientId: 'demo',
        groupSources: ['roles'],
        minimumRemainingCalls: 500,
        requiredGroups: [],
      },
    },
    secret: 'demo-secret',
    routes: { '*.onelogin.com': url },
    whatToEnter: 'any region, any client ID and any secret',
    move: () => {
      state.leave(demoRoleIds.engineering, [idOf('Amelia')]);
      state.join(demoRoleIds.sales, [idOf('Nadia')]);
    },
    loseHalf: () => {
      const ids = state.personIds();
      const lost = everySecond(ids);
      lost.forEach((id) => state.removePerson(id));
      state.join(demoRoleIds.sales, [idOf('Nadia')]);
      return { lost: lost.length, of: ids.length };
    },
    restore: () => {
      state.reset();
      state.join(demoRoleIds.sales, [idOf('Nadia')]);
    },
    close: () => simulator.close(),
  };
}

function idOf(firstname: string): number {
  return demoCompany().people.find((person) => person.firstname === firstname)?.id ?? 0;
}
