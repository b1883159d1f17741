import { entraSettings } from '../src/domain/entra-settings';
import { connectorConfiguration, type ConnectorConfiguration } from '../src/domain/connection';
import { oktaSettings } from '../src/domain/okta-settings';
import { oneLoginSettings } from '../src/domain/onelogin-settings';

export const benchKinds = ['onelogin', 'okta', 'okta-log', 'entra'] as const;
/** `okta-log`: the token may read the System Log; `okta`: the settings forbid it. */
export type BenchVariant = (typeof benchKinds)[number];
export type BenchKind = 'onelogin' | 'okta' | 'entra';

export function kindOf(variant: BenchVariant): BenchKind {
  return variant === 'okta-log' ? 'okta' : variant;
}

/** Nothing is left to others: the simulators' budgets do not bind, and calls that ask for a budget are not the read's. */
export function configurationOf(variant: BenchVariant): ConnectorConfiguration {
  return connectorConfiguration.parse(configurations[variant]);
}

const oktaBase = { baseUrl: 'https://bench.okta.com', minimumRemainingShare: 0 };
const configurations = {
  onelogin: {
    kind: 'onelogin',
    settings: oneLoginSettings.parse({ region: 'us', clientId: 'bench', minimumRemainingCalls: 0 }),
  },
  okta: { kind: 'okta', settings: oktaSettings.parse({ ...oktaBase, systemLog: 'never' }) },
  'okta-log': { kind: 'okta', settings: oktaSettings.parse({ ...oktaBase, systemLog: 'when-allowed' }) },
  entra: {
    kind: 'entra',
    settings: entraSettings.parse({
      tenantId: 'example.com',
      clientId: '11111111-2222-3333-4444-555555555555',
      minimumRemainingShare: 0,
      groupKinds: ['security', 'microsoft365', 'mailEnabled', 'onPremises'],
    }),
  },
} as const;

export interface Changed {
  /** Whose profile and one membership changed. */
  readonly people: number;
  /** All groups, and those whose memberships changed. */
  readonly groups: number;
  readonly touched: number;
}

/** The fewest calls that can tell such changes, by the vendors' page sizes; a token is at hand. */
export function fewestForChanges(variant: BenchVariant, { people, groups, touched }: Changed): number {
  const oktaPeopleAndGroups = pages(people, 200) + pages(groups, 10_000);
  const fewest = {
    /** People by `updated_since`, and every role with its members. */
    onelogin: pages(people, 1_000) + pages(groups, 650),
    okta: oktaPeopleAndGroups + touched,
    'okta-log': oktaPeopleAndGroups + pages(people, 1_000),
    /** Two delta links. */
    entra: pages(people, 1_000) + pages(touched, 1_000),
  };
  return fewest[variant];
}

function pages(items: number, size: number): number {
  return Math.max(1, Math.ceil(items / size));
}
