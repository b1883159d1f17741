import { describeChanges } from '../../support/connector-changes';
import { describeConnector } from '../../support/connector-conformance';
import type { ChangingKind } from '../../support/connector-twin';
import {
  oktaApiToken,
  oktaServiceApp,
  startOktaTwin,
  type OktaTwin,
  type TwinOptions,
} from '../../support/okta-twin';

describeConnector(oktaServiceApp);
describeConnector(oktaApiToken);

const changing = (label: string, options: TwinOptions = {}): ChangingKind<OktaTwin> => ({
  label: `Okta ${label}`,
  start: (size) => startOktaTwin(size, options),
  deletedPeople: 'told',
});

describeChanges(changing('with the System Log'));
describeChanges({
  ...changing('without the System Log', { settings: { systemLog: 'never' } }),
  deletedPeople: 'untold',
});
describeChanges({
  ...changing('with a System Log that comes late', {
    simulator: { logLagMs: 120_000, searchLagMs: 120_000 },
  }),
  lagMs: 300_000,
});
