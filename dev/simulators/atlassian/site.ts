/** An Atlassian account that the site knows. */
export interface Account {
  readonly accountId: string;
  readonly accountType: 'atlassian' | 'app' | 'customer';
  readonly displayName: string;
  readonly email?: string;
  /** Whether the person's profile shows the e-mail address to others. */
  readonly emailVisible: boolean;
  readonly active: boolean;
}

/** What a group grants: `site-admin` and `admin` grant administration, `user` grants the use of a product. */
export type AccessType = 'site-admin' | 'admin' | 'user';

export interface GroupFacts {
  /** A UUID. */
  readonly groupId: string;
  readonly name: string;
  readonly accessType?: AccessType;
  /** Product keys that the group gives the use of, such as `jira-software`. */
  readonly applications?: readonly string[];
  /** Product keys whose new users are put in here. */
  readonly defaultFor?: readonly string[];
  /** Owned by an identity provider: members cannot be changed here. */
  readonly managedExternally?: boolean;
  /** An Atlassian team, which its own people manage. */
  readonly isTeam?: boolean;
}

export interface SiteGroup extends GroupFacts {
  readonly memberIds: readonly string[];
}

export interface Application {
  readonly key: string;
  readonly name: string;
  /** Absent: no limit. */
  readonly seats?: number;
}

/** A Jira project, with what it refuses. */
export interface SiteProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly issueTypes: readonly { readonly id: string; readonly name: string; readonly subtask?: boolean }[];
  /** Default: it may. */
  readonly appMay?: 'create' | 'browse' | 'nothing';
  readonly archived?: boolean;
  /** Fields that an issue must have besides the usual ones, with their names: `{customfield_10010: 'Team'}`. */
  readonly requiredFields?: Readonly<Record<string, string>>;
  /** Default `usual`: To Do, In Progress, Done. `no-done`: no status is done. `done-asks`: the way to Done asks for a resolution. */
  readonly workflow?: 'usual' | 'no-done' | 'done-asks';
}

/** An Atlassian site with Jira and Confluence; its groups are the same for both. */
export interface Site {
  readonly title: string;
  readonly accounts: readonly Account[];
  readonly groups: readonly SiteGroup[];
  readonly applications: readonly Application[];
  /** Default: one project, ITOPS. */
  readonly projects?: readonly SiteProject[];
}
