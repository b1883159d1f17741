import {
  demoEntraGroupIds,
  demoEntraUserId,
  demoOktaGroupIds,
  demoOktaUserId,
  type Simulator,
} from '../../dev/simulators';
import type { ConnectorConfiguration } from '../../src/domain/connection';
import { entraSettings } from '../../src/domain/entra-settings';
import { oktaSettings } from '../../src/domain/okta-settings';
import type { TestApp } from '../support/app';

/** "Lighthouse" in a directory that tells what changed. */
export interface ChangingDirectory {
  readonly kind: 'okta' | 'entra';
  /** As the app's messages call its API. */
  readonly label: string;
  readonly configuration: ConnectorConfiguration;
  /** The route by which people come in a complete read. */
  readonly peopleRoute: string;
  readonly simulator: (app: TestApp) => Pick<Simulator<unknown>, 'setFaults' | 'setLatency' | 'requests'>;
  /** So that people come on several pages. */
  readonly smallPages: (app: TestApp) => void;
  /** People come, go and move: one group to make with two people, one more to add, three to remove. */
  readonly move: (app: TestApp) => void;
}

const okta: ChangingDirectory = {
  kind: 'okta',
  label: 'Okta',
  configuration: { kind: 'okta', settings: oktaSettings.parse({ baseUrl: 'https://acme.okta.com' }) },
  peopleRoute: 'GET /api/v1/users',
  simulator: (app) => app.okta,
  smallPages: (app) => app.okta.setPageCap({ users: 7, groups: 100, members: 100, logs: 100 }),
  move: ({ okta: { state } }) => {
    const [amelia = '', nadia = '', jonas = '', sven = ''] = movers.map(demoOktaUserId);
    state.leave(demoOktaGroupIds.engineering, [amelia]);
    state.join(demoOktaGroupIds.sales, [nadia]);
    state.addGroup({ name: 'New', memberIds: [amelia, jonas] });
    state.suspend(sven);
  },
};

const entra: ChangingDirectory = {
  kind: 'entra',
  label: 'Microsoft Graph',
  configuration: {
    kind: 'entra',
    settings: entraSettings.parse({
      tenantId: 'lighthouse.example',
      clientId: '11111111-2222-3333-4444-555555555555',
      groupKinds: ['security', 'microsoft365', 'mailEnabled', 'onPremises'],
    }),
  },
  peopleRoute: 'GET /v1.0/users/delta',
  simulator: (app) => app.entra,
  smallPages: (app) => app.entra.setPageSizes({ delta: 7 }),
  move: ({ entra: { state } }) => {
    const [amelia = '', nadia = '', jonas = '', sven = ''] = movers.map(demoEntraUserId);
    state.leave(demoEntraGroupIds.engineering, [amelia]);
    state.join(demoEntraGroupIds.sales, [nadia]);
    state.join(state.addGroup({ displayName: 'New' }).id, [amelia, jonas]);
    state.disable(sven);
  },
};

const movers = ['Amelia', 'Nadia', 'Jonas', 'Sven'];

export const changingDirectories = [okta, entra] as const;

export const movedCounts = { added: 3, removed: 3, held: 0, failed: 0 };
