import type { GroupFacts } from './site';

/**
 * What kind of group it is, and who manages it: `EXTERNAL` for an identity provider's, `TEAM_MEMBERS` for a team. Jira's picker and every
 * group of Confluence tell it.
 */
export function management(group: GroupFacts) {
  if (group.isTeam === true) return { usageType: 'TEAM_COLLABORATION', managedBy: 'TEAM_MEMBERS' };
  return { usageType: 'USERBASE_GROUP', managedBy: group.managedExternally === true ? 'EXTERNAL' : 'ADMINS' };
}

/** The picker's labels: `ADMIN` for groups whose people administer Jira, else the products that the group gives. */
export function pickerLabels(group: GroupFacts) {
  const administers = group.accessType === 'site-admin' || group.accessType === 'admin';
  if (administers) return [{ text: 'Admin', title: 'Users in this group administer Jira', type: 'ADMIN' }];
  const [first, second] = group.applications ?? [];
  if (first === undefined) return [];
  return second === undefined
    ? [{ text: first, title: `Users in this group use ${first}`, type: 'SINGLE' }]
    : [{ text: 'Multiple', title: 'Users in this group use several products', type: 'MULTIPLE' }];
}
