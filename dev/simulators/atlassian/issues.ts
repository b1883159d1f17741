import { bodyOf, empty, json, ReplyError, type Call, type Reply, type Route } from '../server/call';
import type { IssueState, IssueStatus, SiteIssue } from './issue-state';
import { newIssue } from './issue-body';
import { jiraPage, jiraPrincipal, jiraRefuse, pageBean } from './jira-replies';
import { issueWays, notFilled } from './issue-workflow';
import type { SiteProject } from './site';
import type { SiteState } from './site-state';

interface Parts {
  readonly state: SiteState;
  readonly issues: IssueState;
}

/**
 * Jira's calls about projects and issues, as far as the app's notifications make them. developer.atlassian.com/cloud/jira/platform/rest/v3: projects,
 * issues, issue comments, issue search. People see and may do everything; the app what each project says.
 */
export function issueRoutes(state: SiteState, issues: IssueState): readonly Route[] {
  const parts = { state, issues };
  const one = '/rest/api/3/issue/{issueIdOrKey}';
  return [
    { method: 'GET', template: '/rest/api/3/project/search', handler: (call) => projects(call, parts) },
    { method: 'GET', template: '/rest/api/3/search/jql', handler: (call) => search(call, parts) },
    { method: 'POST', template: '/rest/api/3/issue', handler: (call) => create(call, parts) },
    { method: 'GET', template: one, handler: (call) => read(call, parts) },
    { method: 'GET', template: `${one}/comment`, handler: (call) => comments(call, parts) },
    { method: 'POST', template: `${one}/comment`, handler: (call) => comment(call, parts) },
    { method: 'GET', template: `${one}/transitions`, handler: (call) => transitions(call, parts) },
    { method: 'POST', template: `${one}/transitions`, handler: (call) => transition(call, parts) },
  ];
}

function may(
  call: Call,
  { state }: Parts,
  { project, what }: { readonly project: SiteProject; readonly what: 'create' | 'browse' },
): boolean {
  if (jiraPrincipal(call, state).kind === 'person') return true;
  const { appMay = 'create' } = project;
  return appMay === 'create' || appMay === what;
}

function projects(call: Call, parts: Parts): Reply {
  const what = call.query.get('action') === 'create' ? 'create' : 'browse';
  const text = (call.query.get('query') ?? '').toLowerCase();
  const found = parts.issues
    .projects()
    .filter((project) => project.archived !== true && may(call, parts, { project, what }))
    .filter(({ key, name }) => key.toLowerCase().includes(text) || name.toLowerCase().includes(text))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const withTypes = (call.query.get('expand') ?? '').split(',').includes('issueTypes');
  const page = pageBean(call, found, jiraPage(call, { usual: 50, cap: 100 }));
  const values = page.values.map(({ id, key, name, issueTypes }) => ({
    id,
    key,
    name,
    ...(withTypes ? { issueTypes: issueTypes.map((type) => ({ subtask: false, ...type })) } : {}),
  }));
  return { ...json(200, { ...page, values }), objects: values.length };
}

/** The one search that the app makes. */
const markSearch = /^issue\.property\[(\w+)\]\.(\w+) = "((?:[^"\\]|\\.)*)" AND statusCategory != Done$/;

function search(call: Call, parts: Parts): Reply {
  const jql = call.query.get('jql') ?? '';
  const [, key, path, value] = markSearch.exec(jql) ?? jiraRefuse(400, 'Error in the JQL Query.');
  const wanted = value?.replaceAll(/\\(.)/g, '$1');
  const found = parts.issues.issues().filter((issue) => {
    const property = issue.properties[key ?? ''];
    const stored: unknown = Object.entries(property ?? {}).find(([name]) => name === path)?.[1];
    return issue.status !== 'Done' && stored === wanted && isSeen(call, parts, issue);
  });
  const shown = found.slice(0, Number(call.query.get('maxResults') ?? 50));
  const issues = shown.map(({ id, key: issueKey, projectId }) => ({
    id,
    key: issueKey,
    fields: { project: { id: projectId } },
  }));
  return { ...json(200, { issues, isLast: shown.length === found.length }), objects: issues.length };
}

function isSeen(call: Call, parts: Parts, issue: SiteIssue): boolean {
  const project = parts.issues.project(issue.projectId);
  return project !== undefined && may(call, parts, { project, what: 'browse' });
}

function create(call: Call, parts: Parts): Reply {
  const draft = newIssue(bodyOf(call)) ?? jiraRefuse(400, 'The request body is not valid.');
  const project = parts.issues.project(draft.projectId);
  if (project === undefined || !may(call, parts, { project, what: 'browse' }))
    return refuseFields({ project: 'Specify a valid project ID or key' });
  if (project.archived === true)
    return refuseFields({ project: 'The project is archived. You cannot create issues in it.' });
  if (!may(call, parts, { project, what: 'create' }))
    return jiraRefuse(403, 'You do not have permission to create issues in this project.');
  if (!project.issueTypes.some(({ id }) => id === draft.issueTypeId))
    return refuseFields({ issuetype: 'Specify a valid issue type' });
  const missing = notFilled(project, draft.fieldNames);
  if (missing.length > 0)
    return refuseFields(Object.fromEntries(missing.map(([id, name]) => [id, `${name} is required.`])));
  const { fieldNames: _, ...issue } = draft;
  const { id, key } = parts.issues.create(issue);
  return json(201, { id, key, self: `${call.origin}/rest/api/3/issue/${id}` });
}

function refuseFields(errors: Readonly<Record<string, string>>): never {
  throw new ReplyError(json(400, { errorMessages: [], errors }));
}

/** Who may not see an issue is told that there is none. */
function seen(call: Call, parts: Parts): SiteIssue {
  const issue = parts.issues.issue(call.params['issueIdOrKey'] ?? '');
  if (issue !== undefined && isSeen(call, parts, issue)) return issue;
  return jiraRefuse(404, 'Issue does not exist or you do not have permission to see it.');
}

const categories = { 'To Do': 'new', 'In Progress': 'indeterminate', Done: 'done' } as const;

function statusBody(name: IssueStatus) {
  return { name, statusCategory: { key: categories[name], name } };
}

function read(call: Call, parts: Parts): Reply {
  const { id, key, summary, description, projectId, status } = seen(call, parts);
  const fields = { summary, description, project: { id: projectId }, status: statusBody(status) };
  const asked = (call.query.get('fields') ?? '*all').split(',');
  const shown = Object.entries(fields).filter(([name]) => asked.includes('*all') || asked.includes(name));
  return { ...json(200, { id, key, fields: Object.fromEntries(shown) }), objects: 1 };
}

function comments(call: Call, parts: Parts): Reply {
  const { comments: all } = seen(call, parts);
  const ordered = call.query.get('orderBy') === '-created' ? all.toReversed() : all;
  const { startAt, maxResults } = jiraPage(call, { usual: 50, cap: 100 });
  const page = ordered.slice(startAt, startAt + maxResults);
  return {
    ...json(200, { comments: page, startAt, maxResults, total: all.length }),
    objects: page.length,
  };
}

function comment(call: Call, parts: Parts): Reply {
  const { id } = writable(call, parts);
  const body: unknown = Object.entries(bodyOf(call) ?? {}).find(([name]) => name === 'body')?.[1];
  if (typeof body !== 'object') return refuseFields({ comment: 'Comment body is not valid!' });
  return json(201, { id: parts.issues.comment(id, body), body });
}

/** Issues of an archived project can be read, and not written. */
function writable(call: Call, parts: Parts): SiteIssue {
  const issue = seen(call, parts);
  if (parts.issues.project(issue.projectId)?.archived === true)
    return jiraRefuse(403, 'The project is archived.');
  return issue;
}

function transitions(call: Call, parts: Parts): Reply {
  const issue = seen(call, parts);
  const withFields = (call.query.get('expand') ?? '').includes('transitions.fields');
  const ways = issueWays(parts.issues.project(issue.projectId), issue.status).map(({ id, to, fields }) => ({
    id,
    name: to,
    to: statusBody(to),
    ...(withFields ? { fields } : {}),
  }));
  return json(200, { transitions: ways });
}

function transition(call: Call, parts: Parts): Reply {
  const issue = writable(call, parts);
  const wanted = JSON.stringify(bodyOf(call) ?? {});
  const way = issueWays(parts.issues.project(issue.projectId), issue.status).find(({ id }) =>
    wanted.includes(`"transition":{"id":"${id}"}`),
  );
  if (way === undefined) return jiraRefuse(400, 'It is not on the appropriate screen, or unknown.');
  const [required] = Object.keys(way.fields);
  if (required !== undefined && !wanted.includes(`"${required}"`))
    return refuseFields({ [required]: `${required} is required.` });
  parts.issues.move(issue.id, way.to);
  return empty(204);
}
