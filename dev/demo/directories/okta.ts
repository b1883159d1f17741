import { oktaSettings } from '../../../src/domain/okta-settings';
import { demoOktaGroupIds, demoOktaOrg, demoOktaUserId, startOkta } from '../../simulators';
import { everySecond, type DemoDirectory } from './directory';

const baseUrl = 'https://lighthouse.okta.com';

export async function startDemoOkta(now: () => number): Promise<DemoDirectory> {
  const simulator = await startOkta({ org: demoOktaOrg(), now });
  const { url, state } = simulator;
  return {
    title: 'Okta',
    url,
    choices: `${baseUrl}, an API token, Okta's own groups`,
    configuration: { kind: 'okta', settings: oktaSettings.parse({ baseUrl }) },
    secret: 'demo-token',
    routes: { '*.okta.com': url },
    whatToEnter: `the address ${baseUrl} and any API token`,
    move: () => {
      state.leave(demoOktaGroupIds.engineering, [demoOktaUserId('Amelia')]);
      state.join(demoOktaGroupIds.sales, [demoOktaUserId('Nadia')]);
    },
    loseHalf: () => {
      const ids = state.userIds();
      const lost = everySecond(ids);
      for (const id of lost) while (state.deleteUser(id) !== 'deleted');
      state.join(demoOktaGroupIds.sales, [demoOktaUserId('Nadia')]);
      return { lost: lost.length, of: ids.length };
    },
    restore: () => {
      state.reset();
      state.join(demoOktaGroupIds.sales, [demoOktaUserId('Nadia')]);
    },
    close: () => simulator.close(),
  };
}
