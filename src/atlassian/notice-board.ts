import type { NoticeBoard, NoticePlace, NoticeProject, NoticeText, OpenedIssue } from '../domain/notice';
import type { Fetch, HttpDeps } from '../http/request';
import { issueCalls, parsed, type IssueCall, type IssueCalls } from './issue-calls';
import { notCreated, refused } from './issue-refusals';
import * as schema from './notice-schema';
import { siteUrl } from './site';

/** The property by which the app finds its issues again; the manifest has Jira index `mark` (`jira:entityProperty`). */
export const noticeProperty = 'userGroupSync';

/**
 * Issues in a Jira project, as the app: projects let it in or keep it out like anybody, and the name on an issue is the app's. Source: Jira's REST v3
 * reference, November 2026.
 */
export function createNoticeBoard(deps: {
  readonly fetch: Fetch;
  readonly http: Omit<HttpDeps, 'fetch'>;
}): NoticeBoard {
  const calls = issueCalls(deps);
  return {
    projects: (text) => projects(text, calls),
    find: (mark) => findMarked(mark, calls),
    open: (place, text) => create(place, text, calls),
    async comment(issueId, text) {
      const issue = await look(issueId, calls);
      return typeof issue === 'object' ? write({ issueId, ...issue }, text, calls) : issue;
    },
    async resolve(issueId, text) {
      const issue = await look(issueId, calls);
      if (typeof issue !== 'object') return issue === 'gone' ? 'gone' : 'resolved';
      // First, because a done status may allow no comment.
      if ((await write({ issueId, ...issue }, text, calls)) === 'gone') return 'gone';
      return finish(issueId, calls);
    },
  };
}

const projectsListed = 50;

async function projects(text: string | undefined, calls: IssueCalls): Promise<readonly NoticeProject[]> {
  const call: IssueCall = {
    method: 'GET',
    path: siteUrl('/rest/api/3/project/search', {
      action: 'create',
      expand: 'issueTypes',
      orderBy: 'name',
      maxResults: projectsListed,
      ...(text === undefined ? {} : { query: text }),
    }),
    to: 'list projects',
  };
  const answer = await calls.send(call);
  if (answer.status !== 200) throw refused(answer, call);
  return parsed(answer, call, schema.projectPage).values.map(({ id, key, name, issueTypes = [] }) => ({
    id,
    key,
    name,
    issueTypes: issueTypes
      .filter(({ subtask }) => subtask !== true)
      .map((type) => ({ id: type.id, name: type.name })),
  }));
}

type Found = Awaited<ReturnType<NoticeBoard['find']>>;

async function findMarked(mark: string, calls: IssueCalls): Promise<Found> {
  const jql = `issue.property[${noticeProperty}].mark = ${jqlText(mark)} AND statusCategory != Done`;
  const call: IssueCall = {
    method: 'GET',
    path: siteUrl('/rest/api/3/search/jql', { jql, fields: 'project', maxResults: 1 }),
    to: 'look for an issue of its own',
  };
  const answer = await calls.send(call);
  // The property is not known to the site before the first issue has it.
  if (answer.status === 400) return undefined;
  if (answer.status !== 200) throw refused(answer, call);
  const [found] = parsed(answer, call, schema.foundIssues).issues;
  return found && { issueId: found.id, issueKey: found.key, projectId: found.fields.project.id };
}

function jqlText(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** Jira allows 255 characters. */
const longestSummary = 255;

async function create(place: NoticePlace, text: NoticeText, calls: IssueCalls): Promise<OpenedIssue> {
  const { projectId, issueTypeId, mark } = place;
  const call: IssueCall = {
    method: 'POST',
    path: '/rest/api/3/issue',
    to: 'create an issue',
    body: {
      fields: {
        project: { id: projectId },
        issuetype: { id: issueTypeId },
        summary: summaryOf(text),
        description: schema.documentOf(text.paragraphs),
      },
      properties: [{ key: noticeProperty, value: { mark } }],
    },
  };
  const answer = await calls.send(call);
  if (answer.status !== 201) throw notCreated(answer, place);
  const { id, key } = parsed(answer, call, schema.createdIssue);
  return { issueId: id, issueKey: key };
}

/** One line: Jira refuses an issue whose summary has more. */
function summaryOf({ summary }: NoticeText): string {
  const line = summary.replaceAll(/\s+/g, ' ');
  return line.length <= longestSummary ? line : `${line.slice(0, longestSummary - 1)}…`;
}

interface Readable {
  /** What it says. */
  readonly description: string;
}

async function look(issueId: string, calls: IssueCalls): Promise<Readable | 'done' | 'gone'> {
  const call: IssueCall = {
    method: 'GET',
    path: siteUrl(`/rest/api/3/issue/${encodeURIComponent(issueId)}`, { fields: 'status,description' }),
    to: 'look at its issue',
  };
  const answer = await calls.send(call);
  // 403 besides 404: the project is archived or closed to the app, so the issue is out of sight.
  if (answer.status === 404 || answer.status === 403) return 'gone';
  if (answer.status !== 200) throw refused(answer, call);
  const { status, description } = parsed(answer, call, schema.issue).fields;
  return status.statusCategory.key === 'done' ? 'done' : { description: schema.textOf(description) };
}

const commentsLookedAt = 20;

async function write(
  { issueId, description }: Readable & { readonly issueId: string },
  text: NoticeText,
  calls: IssueCalls,
): Promise<'commented' | 'gone'> {
  const path = `/rest/api/3/issue/${encodeURIComponent(issueId)}/comment`;
  const body = schema.documentOf(text.paragraphs);
  const reading: IssueCall = {
    method: 'GET',
    path: siteUrl(path, { orderBy: '-created', maxResults: commentsLookedAt }),
    to: 'read comments of its issue',
  };
  const known = await calls.send(reading);
  if (known.status === 404) return 'gone';
  if (known.status !== 200) throw refused(known, reading);
  const { comments } = parsed(known, reading, schema.commentPage);
  const said = [description, ...comments.map((comment) => schema.textOf(comment.body))];
  if (said.includes(schema.textOf(body))) return 'commented';
  const call: IssueCall = { method: 'POST', path, body: { body }, to: 'comment on its issue' };
  const answer = await calls.send(call);
  if (answer.status === 404) return 'gone';
  if (answer.status !== 201) throw refused(answer, call);
  return 'commented';
}

/** A transition that leads to a done status and asks for nothing. */
async function finish(issueId: string, calls: IssueCalls): Promise<'resolved' | 'gone' | 'no-way'> {
  const path = `/rest/api/3/issue/${encodeURIComponent(issueId)}/transitions`;
  const reading: IssueCall = {
    method: 'GET',
    path: siteUrl(path, { expand: 'transitions.fields' }),
    to: 'resolve its issue',
  };
  const found = await calls.send(reading);
  if (found.status === 404) return 'gone';
  if (found.status !== 200) throw refused(found, reading);
  const way = parsed(found, reading, schema.transitions).transitions.find(
    ({ to, fields = {} }) =>
      to.statusCategory.key === 'done' &&
      Object.values(fields).every(({ required, hasDefaultValue }) => !required || hasDefaultValue === true),
  );
  if (way === undefined) return 'no-way';
  const answer = await calls.send({ ...reading, method: 'POST', path, body: { transition: { id: way.id } } });
  if (answer.status === 204) return 'resolved';
  // A validator or condition of the workflow that no list of fields tells.
  if (answer.status === 400 || answer.status === 403 || answer.status === 409) return 'no-way';
  if (answer.status === 404) return 'gone';
  throw refused(answer, reading);
}
