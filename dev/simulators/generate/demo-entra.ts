import { groupKinds, type EntraGroup, type EntraTenant } from '../entra/tenant';
import { demoCompany, demoRoleIds } from './demo-company';
import { entraTenantOf } from './entra-tenant';

/** The tenant of the demo, as its administrator copies it into a connection. */
export const demoTenantId = '60000000-0000-4000-a000-000000000001';

const userPrefix = '60000000-0000-4000-a001-';
const groupPrefix = '60000000-0000-4000-a002-';

/** The user of a person of the demo company, by first name. */
export function demoEntraUserId(firstname: string): string {
  const person = demoCompany().people.find((each) => each.firstname === firstname);
  if (person === undefined) throw new RangeError(`Nobody called ${firstname} works at Lighthouse.`);
  return numbered(userPrefix, person.id);
}

/** Ids of the demo's groups; the names are those of the company's roles. */
export const demoEntraGroupIds = {
  engineering: numbered(groupPrefix, demoRoleIds.engineering),
  sales: numbered(groupPrefix, demoRoleIds.sales),
  support: numbered(groupPrefix, demoRoleIds.support),
  finance: numbered(groupPrefix, demoRoleIds.finance),
  everyone: numbered(groupPrefix, demoRoleIds.everyone),
  onCall: numbered(groupPrefix, demoRoleIds.onCall),
} as const;

/**
 * "Lighthouse" as an Entra tenant: the people and group names of `demoCompany`, so that `demoSite` fits. Marek is disabled;
 * nobody is a guest. "Support" is a Microsoft 365 group, "Finance" is synchronised from on-premises, and "Everyone at
 * Lighthouse" holds Engineering, whose people are direct members as well.
 */
export function demoEntraTenant(): EntraTenant {
  const company = demoCompany();
  const tenant = entraTenantOf(company);
  const people = tenant.users.map((user, index) => {
    const person = company.people[index];
    const id = numbered(userPrefix, person?.id ?? 0);
    const { onPremisesSyncEnabled: _, ...rest } = user;
    return { ...rest, id, userPrincipalName: `${person?.username ?? ''}@lighthouse.example` };
  });
  return {
    ...tenant,
    id: demoTenantId,
    displayName: 'Lighthouse',
    domains: ['lighthouse.onmicrosoft.com', 'lighthouse.example'],
    users: people,
    groups: tenant.groups.map((group, index) => demoGroup(group, company.roles[index]?.id ?? 0)),
    things: [],
  };
}

function demoGroup(group: EntraGroup, roleId: number): EntraGroup {
  const role = demoCompany().roles.find((each) => each.id === roleId);
  const people = (role?.memberIds ?? []).map((id) => numbered(userPrefix, id));
  const { onPremisesSyncEnabled: _, mail: __, proxyAddresses: ___, ...rest } = group;
  return {
    ...rest,
    id: numbered(groupPrefix, roleId),
    ...groupKinds[roleId === demoRoleIds.support ? 'microsoft365' : 'security'],
    ...(roleId === demoRoleIds.finance ? { onPremisesSyncEnabled: true } : {}),
    memberIds: roleId === demoRoleIds.everyone ? [...people, demoEntraGroupIds.engineering] : people,
  };
}

function numbered(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(12, '0')}`;
}
