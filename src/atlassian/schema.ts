import * as z from 'zod';

/**
 * What is believed of Jira's and Confluence's answers: the fields that are used, nothing else. Jira: REST v3 reference, groups and
 * users; Confluence: REST v1 reference, group and users.
 */
export const myself = z.object({
  accountId: z.string().min(1),
  displayName: z.string().optional(),
  active: z.boolean().optional(),
});

export const permissions = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
});

/** `GET /users/search` and `/user/search`: a bare array. `emailAddress` is absent or empty when the profile hides it. */
export const users = z.array(
  z.object({
    accountId: z.string().min(1),
    accountType: z.string().optional(),
    displayName: z.string().optional(),
    emailAddress: z.string().optional(),
    active: z.boolean().optional(),
  }),
);
export type JiraUser = z.infer<typeof users>[number];

/** `GET /user/bulk`: who is not known is left out. */
export const userPage = z.object({ values: users });

/** `managedBy` and `usageType` came with Atlassian teams; Jira's picker and Confluence's group calls have them. */
const management = {
  managedBy: z.string().nullish(),
  usageType: z.string().nullish(),
};

const jiraGroup = z.object({ groupId: z.string().min(1), name: z.string(), ...management });
export type JiraGroup = z.infer<typeof jiraGroup>;

export const groupDetailsPage = z.object({
  values: z.array(jiraGroup),
  isLast: z.boolean().optional(),
  total: z.int().optional(),
});

export const foundGroups = z.object({
  groups: z.array(
    jiraGroup.extend({ labels: z.array(z.object({ type: z.string().optional() })).optional() }),
  ),
  total: z.int().optional(),
});
export type FoundGroups = z.infer<typeof foundGroups>;
export type FoundGroup = z.infer<typeof foundGroups>['groups'][number];

export const createdGroup = z.object({ groupId: z.string().min(1), name: z.string() });

export const memberPage = z.object({
  values: z.array(z.object({ accountId: z.string().min(1), accountType: z.string().optional() })),
  isLast: z.boolean().optional(),
  total: z.int(),
});

export const groupsOfUser = z.array(z.object({ groupId: z.string().min(1) }));

const groupReference = z.object({ groupId: z.string().min(1) });
export const applicationRoles = z.array(
  z.object({
    defaultGroups: z.array(z.string()).optional(),
    defaultGroupsDetails: z.array(groupReference).optional(),
    // For information only: in another shape they count as not told.
    name: z.string().optional().catch(undefined),
    groups: z.array(z.string()).optional().catch(undefined),
    groupDetails: z.array(groupReference).optional().catch(undefined),
    hasUnlimitedSeats: z.boolean().optional().catch(undefined),
    remainingSeats: z.int().optional().catch(undefined),
  }),
);
export type ApplicationRole = z.infer<typeof applicationRoles>[number];

export const confluenceGroup = z.object({ id: z.string().min(1), name: z.string(), ...management });
export type ConfluenceGroup = z.infer<typeof confluenceGroup>;

/** A page of Confluence's REST v1. `_links.next` is absent on the last page; `limit` is what the server made of ours. */
const confluencePage = z.object({
  limit: z.int().optional(),
  _links: z.object({ next: z.string().optional() }).optional(),
});

export const confluenceGroups = confluencePage.extend({ results: z.array(confluenceGroup) });
/** Both products' error bodies: `errorMessages` and `errors` are Jira's, `message` is Confluence's. */
export const errorBody = z.object({
  errorMessages: z.array(z.string()).optional(),
  errors: z.record(z.string(), z.unknown()).optional(),
  message: z.string().optional(),
});
