/**
 * The product calls that the host lets through, with the scopes that each needs: any one of the alternatives, all scopes of it.
 * From Atlassian's OpenAPI documents (`x-atlassian-oauth2-scopes`: first the current classic scope, then the granular ones).
 */
export interface ProductRoute {
  readonly product: 'jira' | 'confluence';
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As in Atlassian's documents: `/wiki/rest/api/group/{groupId}/membersByGroupId`. */
  readonly path: string;
  readonly scopes: readonly (readonly string[])[];
  /** Needs a site administrator, so `asApp` is refused whatever the scopes. */
  readonly writesGroups: boolean;
}

const granularUser = ['read:application-role:jira', 'read:group:jira', 'read:user:jira', 'read:avatar:jira'];
const userScopes = [['read:jira-user'], granularUser];
const granularProjects = [
  'read:issue-type:jira',
  'read:project:jira',
  'read:project.property:jira',
  'read:user:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:group:jira',
  'read:issue-type-hierarchy:jira',
  'read:project-category:jira',
  'read:project-version:jira',
  'read:project.component:jira',
];
const granularIssue = [
  'read:issue-meta:jira',
  'read:issue-security-level:jira',
  'read:issue.vote:jira',
  'read:issue.changelog:jira',
  'read:avatar:jira',
  'read:issue:jira',
  'read:status:jira',
  'read:user:jira',
  'read:field-configuration:jira',
];
const granularComments = [
  'read:comment:jira',
  'read:comment.property:jira',
  'read:group:jira',
  'read:project:jira',
  'read:project-role:jira',
  'read:user:jira',
  'read:avatar:jira',
];
const readWork = ['read:jira-work'];
const writeWork = ['write:jira-work'];
const configuration = ['manage:jira-configuration'];
const readGroups = [['read:confluence-groups'], ['read:group:confluence']];
const writeGroups = [['write:confluence-groups'], ['write:group:confluence']];

export const productRoutes: readonly ProductRoute[] = [
  jira('GET', '/myself', userScopes),
  jira('GET', '/user', userScopes),
  jira('GET', '/user/bulk', userScopes),
  jira('GET', '/user/groups', [['read:jira-user'], ['read:group:jira']]),
  jira('GET', '/user/search', [['read:jira-user'], ['read:user.property:jira', ...granularUser]]),
  jira('GET', '/users', userScopes),
  jira('GET', '/users/search', userScopes),
  jira('GET', '/mypermissions', [['read:jira-work'], ['read:permission:jira']]),
  jira('POST', '/permissions/check', [['read:jira-work'], ['read:permission:jira']]),
  jira('GET', '/serverInfo', [[]]),
  jira('GET', '/group/bulk', [['read:jira-user'], ['read:group:jira']]),
  jira('GET', '/group', [['read:jira-user'], ['read:group:jira', 'read:user:jira', 'read:avatar:jira']]),
  // No OAuth scope reaches it (Atlassian's document lists basic authentication only), so no Forge app can call it.
  jira('GET', '/applicationrole', []),
  jira('GET', '/groups/picker', [['read:jira-user'], ['read:group:jira']]),
  jira('GET', '/group/member', [configuration, ['read:group:jira', 'read:user:jira', 'read:avatar:jira']]),
  writing(
    jira('POST', '/group', [
      configuration,
      ['read:group:jira', 'read:user:jira', 'write:group:jira', 'read:avatar:jira'],
    ]),
  ),
  writing(
    jira('POST', '/group/user', [
      configuration,
      ['write:group:jira', 'read:avatar:jira', 'read:group:jira', 'read:user:jira'],
    ]),
  ),
  writing(jira('DELETE', '/group/user', [configuration, ['write:group:jira']])),
  jira('GET', '/project/search', [readWork, granularProjects]),
  jira('GET', '/search/jql', [
    readWork,
    ['read:issue-details:jira', 'read:audit-log:jira', 'read:avatar:jira', 'read:field-configuration:jira'],
  ]),
  jira('POST', '/issue', [
    writeWork,
    [
      'write:issue:jira',
      'write:comment:jira',
      'write:comment.property:jira',
      'write:attachment:jira',
      'read:issue:jira',
    ],
  ]),
  jira('GET', '/issue/{issueIdOrKey}', [readWork, granularIssue]),
  jira('GET', '/issue/{issueIdOrKey}/comment', [readWork, granularComments]),
  jira('POST', '/issue/{issueIdOrKey}/comment', [writeWork, [...granularComments, 'write:comment:jira']]),
  jira('GET', '/issue/{issueIdOrKey}/transitions', [
    readWork,
    ['read:issue.transition:jira', 'read:status:jira', 'read:field-configuration:jira'],
  ]),
  jira('POST', '/issue/{issueIdOrKey}/transitions', [
    writeWork,
    ['write:issue:jira', 'write:issue.property:jira'],
  ]),
  confluence('GET', '/group', readGroups),
  confluence('GET', '/group/by-id', readGroups),
  confluence('GET', '/group/picker', readGroups),
  confluence('GET', '/group/{groupId}/membersByGroupId', [
    ['read:confluence-groups'],
    ['read:group:confluence', 'read:user:confluence'],
  ]),
  confluence('GET', '/user/current', [['read:confluence-user'], ['read:user:confluence']]),
  confluence('GET', '/user/memberof', [
    ['read:confluence-user'],
    ['read:user:confluence', 'read:group:confluence'],
  ]),
  writing(confluence('POST', '/group', writeGroups)),
  writing(confluence('POST', '/group/userByGroupId', writeGroups)),
  writing(confluence('DELETE', '/group/userByGroupId', writeGroups)),
];

export function findProductRoute(
  product: string,
  method: string,
  pathname: string,
): ProductRoute | undefined {
  return productRoutes.find(
    (route) => route.product === product && route.method === method && isPath(route.path, pathname),
  );
}

function isPath(template: string, pathname: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname);
}

/** Whether one alternative is wholly among these scopes. */
export function scopesCover(route: ProductRoute, scopes: readonly string[]): boolean {
  return route.scopes.some((alternative) => alternative.every((scope) => scopes.includes(scope)));
}

function jira(method: ProductRoute['method'], path: string, scopes: ProductRoute['scopes']): ProductRoute {
  return { product: 'jira', method, path: `/rest/api/3${path}`, scopes, writesGroups: false };
}

function confluence(
  method: ProductRoute['method'],
  path: string,
  scopes: ProductRoute['scopes'],
): ProductRoute {
  return {
    product: 'confluence',
    method,
    path: `/wiki/rest/api${path}`,
    scopes,
    writesGroups: false,
  };
}

function writing(route: ProductRoute): ProductRoute {
  return { ...route, writesGroups: true };
}
