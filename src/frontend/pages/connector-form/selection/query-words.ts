import type { ConnectorKind } from '../../../../domain/connection';

interface QueryWords {
  readonly users: string;
  readonly groups: string;
}

/** The directory's own query language: an example, and where the vendor describes it. */
export const queryWords: Record<ConnectorKind, QueryWords> = {
  onelogin: {
    users:
      'Query parameters of OneLogin’s “List Users” call, such as firstname=Jo*&directory_id=5. OneLogin’s developer documentation describes them under Users, List Users.',
    groups:
      'Query parameters of OneLogin’s “List Roles” call, such as name=Team. They apply to roles. OneLogin’s developer documentation describes them under Roles, List Roles.',
  },
  okta: {
    users:
      'A search expression of Okta, such as profile.department eq "Engineering". Okta’s developer documentation describes it under Users, List all users, “search”.',
    groups:
      'A search expression of Okta, such as profile.name sw "Team". Okta’s developer documentation describes it under Groups, List all groups, “search”.',
  },
  entra: {
    users:
      "An OData $filter of Microsoft Graph, such as department eq 'Engineering'. Microsoft’s page “Use the $filter query parameter” describes it.",
    groups:
      "An OData $filter of Microsoft Graph, such as startswith(displayName,'Team'). Microsoft’s page “Use the $filter query parameter” describes it.",
  },
};
