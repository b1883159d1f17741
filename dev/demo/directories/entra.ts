import { entraSettings } from '../../../src/domain/entra-settings';
import { demoEntraGroupIds, demoEntraTenant, demoEntraUserId, startEntra } from '../../simulators';
import { everySecond, type DemoDirectory } from './directory';

const clientId = '11111111-2222-3333-4444-555555555555';
const tenantId = 'lighthouse.onmicrosoft.com';

export async function startDemoEntra(now: () => number): Promise<DemoDirectory> {
  const simulator = await startEntra({ tenant: demoEntraTenant(), now });
  const { url, state } = simulator;
  const settings = entraSettings.parse({
    tenantId,
    clientId,
    groupKinds: ['security', 'microsoft365', 'onPremises'],
  });
  return {
    title: 'Entra ID',
    url,
    choices: `global cloud, ${tenantId}, security and Microsoft 365 groups`,
    configuration: { kind: 'entra', settings },
    secret: 'demo-secret',
    routes: { 'login.microsoftonline.com': url, 'graph.microsoft.com': url },
    whatToEnter: `the global cloud, the tenant ${tenantId}, the client ID ${clientId} and any secret`,
    move: () => {
      state.leave(demoEntraGroupIds.engineering, [demoEntraUserId('Amelia')]);
      state.join(demoEntraGroupIds.sales, [demoEntraUserId('Nadia')]);
    },
    loseHalf: () => {
      const ids = state.users().map(({ id }) => id);
      const lost = everySecond(ids);
      lost.forEach((id) => state.deleteUser(id));
      state.join(demoEntraGroupIds.sales, [demoEntraUserId('Nadia')]);
      return { lost: lost.length, of: ids.length };
    },
    restore: () => {
      state.reset();
      state.join(demoEntraGroupIds.sales, [demoEntraUserId('Nadia')]);
    },
    close: () => simulator.close(),
  };
}
