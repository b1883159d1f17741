import { createNoticeBoard } from '../../src/atlassian/notice-board';
import type { NoticeText } from '../../src/domain/notice';
import { demoSite, startAtlassian, type AtlassianSimulator } from '../../dev/simulators';

let site: AtlassianSimulator;
let nowMs = Date.UTC(2026, 10, 22, 8);
beforeAll(async () => {
  site = await startAtlassian({ site: demoSite(), now: () => nowMs });
});
afterAll(() => site.close());
beforeEach(() => site.reset());

const nothing = () => undefined;
const meter = { request: nothing, retry: nothing, waited: nothing, remaining: nothing };
const board = () =>
  createNoticeBoard({
    fetch: (path, init) =>
      fetch(site.url + path, { ...init, headers: { ...init.headers, 'x-forge-principal': 'app' } }),
    http: {
      clock: { now: () => nowMs, sleep: async (ms) => void (nowMs += ms) },
      meter,
      random: () => 0.5,
    },
  });

const place = { projectId: '10000', projectKey: 'ITOPS', issueTypeId: '10001', mark: 'conn-1:held' };
const said = (...paragraphs: readonly string[]): NoticeText => ({ summary: 'A summary', paragraphs });
const issue = () => site.issues.issues()[0];
const open = () => board().open(place, said('what', 'why'));
const failure = (kind: string, words: RegExp) =>
  expect.objectContaining({
    failure: expect.objectContaining({ kind, message: expect.stringMatching(words) as string }) as object,
  }) as Error;

describe('projects', () => {
  it('are those in which the app may create issues, with the kinds that stand alone', async () => {
    expect(await board().projects(undefined)).toEqual([
      {
        id: '10000',
        key: 'ITOPS',
        name: 'IT operations',
        issueTypes: [
          { id: '10001', name: 'Task' },
          { id: '10002', name: 'Incident' },
        ],
      },
    ]);
    expect(await board().projects('nobody')).toEqual([]);
    site.issues.changeProject('10000', { appMay: 'browse' });
    expect(await board().projects('itops')).toEqual([]);
  });
});

describe('opening', () => {
  it('creates an issue as the app, with a document and a mark by which it is found until it is done', async () => {
    const opened = await open();
    expect(opened).toEqual({ issueId: '20001', issueKey: 'ITOPS-1' });
    expect(issue()).toMatchObject({
      summary: 'A summary',
      properties: { userGroupSync: { mark: 'conn-1:held' } },
      description: {
        type: 'doc',
        version: 1,
        content: [
          { type: 'paragraph', content: [{ type: 'text', text: 'what' }] },
          { type: 'paragraph', content: [{ type: 'text', text: 'why' }] },
        ],
      },
    });
    expect(await board().find('conn-1:held')).toEqual({ ...opened, projectId: '10000' });
    expect(await board().find('conn-1:failed')).toBeUndefined();
    expect(await board().find('"\\')).toBeUndefined();
    site.issues.move('20001', 'Done');
    expect(await board().find('conn-1:held')).toBeUndefined();
  });

  it('writes a summary in one line, because Jira refuses more', async () => {
    await board().open(place, { summary: 'Two\r\nlines \n of a name', paragraphs: ['y'] });
    expect(issue()?.summary).toBe('Two lines of a name');
  });

  it('cuts a summary that is longer than Jira takes', async () => {
    await board().open(place, { summary: 'x'.repeat(300), paragraphs: ['y'] });
    expect(issue()?.summary).toBe(`${'x'.repeat(254)}…`);
  });

  it.each([
    [
      'the app may not create',
      { appMay: 'browse' },
      'access-missing',
      /no permission to create issues in ITOPS/,
    ],
    [
      'the app may not see the project',
      { appMay: 'nothing' },
      'settings-rejected',
      /deleted or archived, or the app/,
    ],
    ['the project is archived', { archived: true }, 'settings-rejected', /deleted or archived/],
    [
      'fields are required',
      { requiredFields: { customfield_10010: 'Team', customfield_10011: 'Cost centre' } },
      'settings-rejected',
      /ITOPS asks for more than the app can fill in \(Team is required; Cost centre is required\)/,
    ],
    ['the issue type is gone', { issueTypes: [] }, 'settings-rejected', /does not have the issue type/],
  ] as const)('says so where %s', async (_, change, kind, words) => {
    site.issues.changeProject('10000', change);
    await expect(open()).rejects.toEqual(failure(kind, words));
    expect(site.issues.issues()).toEqual([]);
  });

  it('is tried once, whatever is wrong: an answer may be lost, and Jira may ask to wait', async () => {
    const route = 'POST /rest/api/3/issue';
    site.setFaults([{ route, effect: { kind: 'reset' } }]);
    await expect(open()).rejects.toEqual(failure('unavailable', /could not be reached/));
    site.setFaults([{ route, effect: { kind: 'status', status: 503 } }]);
    await expect(open()).rejects.toEqual(failure('unavailable', /answered with status 503/));
    site.setFaults([{ route, effect: { kind: 'status', status: 429, retryAfterSeconds: 90 } }]);
    const before = nowMs;
    await expect(open()).rejects.toMatchObject({ failure: { kind: 'retry-later', afterMs: 90_000 } });
    site.setFaults([{ route, effect: { kind: 'status', status: 401 } }]);
    await expect(open()).rejects.toEqual(failure('access-missing', /allow what it asks for now/));
    expect(site.requests[route]).toBe(4);
    expect(nowMs).toBe(before);
  });
});

describe('a comment', () => {
  it('is written once, however often it is asked for, also where the issue says it already', async () => {
    const { issueId } = await open();
    for (const text of [said('again'), said('again'), said('what', 'why')])
      expect(await board().comment(issueId, text)).toBe('commented');
    expect(issue()?.comments).toHaveLength(1);
  });

  it('is not written where the issue is done, deleted, or out of sight', async () => {
    const { issueId } = await open();
    site.issues.move(issueId, 'Done');
    expect(await board().comment(issueId, said('again'))).toBe('done');
    site.issues.move(issueId, 'To Do');
    site.issues.changeProject('10000', { appMay: 'nothing' });
    expect(await board().comment(issueId, said('again'))).toBe('gone');
    site.issues.changeProject('10000', { appMay: 'create' });
    expect(issue()?.comments).toEqual([]);
    site.issues.remove(issueId);
    expect(await board().comment(issueId, said('again'))).toBe('gone');
  });
});

describe('resolving', () => {
  it('says why and moves the issue to a done status, once', async () => {
    const { issueId } = await open();
    expect(await board().resolve(issueId, said('recovered'))).toBe('resolved');
    expect(issue()).toMatchObject({ status: 'Done', comments: [{}] });
    expect(await board().resolve(issueId, said('recovered again'))).toBe('resolved');
    expect(issue()?.comments).toHaveLength(1);
  });

  it.each(['no-done', 'done-asks'] as const)(
    'says that there is no way where the workflow is %s',
    async (workflow) => {
      site.issues.changeProject('10000', { workflow });
      const { issueId } = await open();
      expect(await board().resolve(issueId, said('recovered'))).toBe('no-way');
      expect(issue()).toMatchObject({ status: 'To Do', comments: [{}] });
    },
  );

  it('of what is gone is no failure; of an archived project it says what is missing', async () => {
    const { issueId } = await open();
    site.issues.changeProject('10000', { archived: true });
    await expect(board().resolve(issueId, said('x'))).rejects.toEqual(
      failure('access-missing', /does not let the app comment/),
    );
    site.issues.remove(issueId);
    expect(await board().resolve(issueId, said('x'))).toBe('gone');
  });
});

it('an answer of another shape is a bug to report', async () => {
  site.setFaults([{ route: 'GET /rest/api/3/project/search', effect: { kind: 'wrong-json' } }]);
  await expect(board().projects(undefined)).rejects.toEqual(failure('unexpected-response', /another shape/));
});
