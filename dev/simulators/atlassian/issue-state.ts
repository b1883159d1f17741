import type { SiteProject } from './site';

export type IssueStatus = 'To Do' | 'In Progress' | 'Done';

export interface SiteIssue {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly issueTypeId: string;
  readonly summary: string;
  /** In the Atlassian Document Format, as it came. */
  readonly description: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly status: IssueStatus;
  readonly comments: readonly { readonly id: string; readonly body: unknown }[];
}

export type NewIssue = Pick<
  SiteIssue,
  'projectId' | 'issueTypeId' | 'summary' | 'description' | 'properties'
>;
export type ProjectChange = Partial<Omit<SiteProject, 'id' | 'key'>>;

/** Jira's projects and issues while the site lives. Ids that do not exist throw. */
export interface IssueState {
  projects(): readonly SiteProject[];
  project(id: string): SiteProject | undefined;
  changeProject(id: string, change: ProjectChange): SiteProject;
  removeProject(id: string): void;
  /** In the order in which they were created. */
  issues(): readonly SiteIssue[];
  /** By id or key. */
  issue(idOrKey: string): SiteIssue | undefined;
  create(issue: NewIssue): SiteIssue;
  comment(idOrKey: string, body: unknown): string;
  move(idOrKey: string, status: IssueStatus): SiteIssue;
  remove(idOrKey: string): void;
  reset(): void;
}

const usualProjects: readonly SiteProject[] = [
  {
    id: '10000',
    key: 'ITOPS',
    name: 'IT operations',
    issueTypes: [
      { id: '10001', name: 'Task' },
      { id: '10002', name: 'Incident' },
      { id: '10003', name: 'Subtask', subtask: true },
    ],
  },
];

const firstId = 20_000;

interface Tables {
  projects: readonly SiteProject[];
  issues: readonly SiteIssue[];
  created: number;
}

export function createIssueState(start: readonly SiteProject[] = usualProjects): IssueState {
  const tables: Tables = { projects: start, issues: [], created: 0 };
  return {
    ...projectTable(tables),
    ...issueTable(tables),
    reset: () => void Object.assign(tables, { projects: start, issues: [], created: 0 }),
  };
}

function projectTable(
  tables: Tables,
): Pick<IssueState, 'projects' | 'project' | 'changeProject' | 'removeProject'> {
  return {
    projects: () => tables.projects,
    project: (id) => tables.projects.find((one) => one.id === id),
    changeProject(id, change) {
      const next = { ...projectOf(tables, id), ...change };
      tables.projects = tables.projects.map((one) => (one.id === id ? next : one));
      return next;
    },
    removeProject(id) {
      const gone = projectOf(tables, id);
      tables.projects = tables.projects.filter((one) => one !== gone);
      tables.issues = tables.issues.filter(({ projectId }) => projectId !== id);
    },
  };
}

function issueTable(
  tables: Tables,
): Pick<IssueState, 'issues' | 'issue' | 'create' | 'comment' | 'move' | 'remove'> {
  const find = (idOrKey: string) => tables.issues.find(({ id, key }) => id === idOrKey || key === idOrKey);
  const put = (idOrKey: string, change: Partial<SiteIssue>) => {
    const before = find(idOrKey) ?? missing(`issue ${idOrKey}`);
    const next = { ...before, ...change };
    tables.issues = tables.issues.map((one) => (one === before ? next : one));
    return next;
  };
  return {
    issues: () => tables.issues,
    issue: find,
    create(draft) {
      tables.created += 1;
      const id = String(firstId + tables.created);
      const key = `${projectOf(tables, draft.projectId).key}-${tables.created}`;
      const made: SiteIssue = { ...draft, id, key, status: 'To Do', comments: [] };
      tables.issues = [...tables.issues, made];
      return made;
    },
    comment(idOrKey, body) {
      const { id: issueId, comments } = put(idOrKey, {});
      const id = `${issueId}${comments.length + 1}`;
      put(idOrKey, { comments: [...comments, { id, body }] });
      return id;
    },
    move: (idOrKey, status) => put(idOrKey, { status }),
    remove(idOrKey) {
      const gone = put(idOrKey, {});
      tables.issues = tables.issues.filter((one) => one !== gone);
    },
  };
}

function projectOf({ projects }: Tables, id: string): SiteProject {
  return projects.find((one) => one.id === id) ?? missing(`project ${id}`);
}

function missing(what: string): never {
  throw new RangeError(`No ${what}.`);
}
