import { oktaId, type OktaOrg } from '../okta/org';
import { demoCompany, demoRoleIds } from './demo-company';
import { oktaGroupId, oktaOrgOf } from './okta-org';

/** Ids of the demo's groups in Okta. */
export const demoOktaGroupIds = {
  everyone: oktaId('group', 1),
  engineering: oktaGroupId(demoRoleIds.engineering),
  sales: oktaGroupId(demoRoleIds.sales),
  support: oktaGroupId(demoRoleIds.support),
  finance: oktaGroupId(demoRoleIds.finance),
  everyoneAtLighthouse: oktaGroupId(demoRoleIds.everyone),
  onCall: oktaGroupId(demoRoleIds.onCall),
} as const;

/**
 * "Lighthouse" in Okta: the people and groups of `demoCompany`, so that `demoSite` fits. Marek is suspended, Farid locked out, Grete's
 * password expired, Ulrike recovers hers, Zoë was provisioned and Rosa is staged.
 */
export function demoOktaOrg(): OktaOrg {
  return oktaOrgOf(demoCompany());
}

/** Okta's id of a person of the demo, by first name. */
export function demoOktaUserId(firstName: string): string {
  const user = demoOktaOrg().users.find((each) => each.profile.firstName === firstName);
  if (user === undefined) throw new RangeError(`Nobody called ${firstName} works at Lighthouse.`);
  return user.id;
}
