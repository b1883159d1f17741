import { defaultSiteSettings } from '../../src/domain/site-settings';
import type { SafetyLimits } from '../../src/domain/safety-limits';
import { defaultRules } from '../../src/domain/sync-rules';
import { startApp, startTimeoutMs, type TestApp } from '../support/app';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());

const additions = defaultRules.limits.additions;
const limits: SafetyLimits = {
  ...defaultRules.limits,
  additions: { ...additions, perRun: { max: 1, maxShare: 0, shareFloor: 0 } },
};
const minuteMs = 60_000;

it('a held run opens an issue as the app, and its approval resolves it; what cannot be told waits for the tick', async () => {
  const { projects } = await app.ask('listNoticeProjects', {});
  const [{ id: projectId, key: projectKey, issueTypes } = fail()] = projects;
  const place = { projectId, projectKey, issueTypeId: issueTypes[0]?.id ?? '' };
  expect(await app.ask('testNotice', place)).toEqual({ issueKey: 'ITOPS-1' });

  const id = await app.connectAndPreview({ name: 'Lighthouse', limits });
  const notices = { ...place, held: true, failed: true };
  await app.ask('saveSiteSettings', { revision: 0, settings: { ...defaultSiteSettings, notices } });
  const route = 'POST /rest/api/3/issue';
  app.atlassian.setFaults([
    { route, effect: { kind: 'status', status: 429, retryAfterSeconds: 120 }, times: 'always' },
  ]);
  const run = await app.start(id);
  expect(run.status).toBe('held');
  expect((await app.ask('listNotices', {})).trouble?.message).toMatch(/^Jira asks to wait 120 seconds/);
  app.atlassian.setFaults([]);
  await app.later(5 * minuteMs);
  expect(await app.ask('listNotices', {})).toMatchObject({
    notices: [{ connectionName: 'Lighthouse', cause: 'held', issueKey: 'ITOPS-2', times: 1 }],
  });
  const issue = () => app.atlassian.issues.issue('ITOPS-2') ?? fail();
  expect(issue().summary).toMatch(/^User & Group Sync: \d+ additions of “Lighthouse” wait for approval$/);
  expect(
    app.host.requests.filter((one) => `${one.method} ${one.route}` === route).map((one) => one.principal),
  ).toEqual(['app', 'app', 'app']);

  const heldHash = run.report?.heldHash ?? '';
  const { run: approved } = await app.ask('decideHeld', { runId: run.id, heldHash, decision: 'approve' });
  await app.settle(approved?.id ?? '');
  expect(issue()).toMatchObject({ status: 'Done', comments: [{}] });
  expect(await app.ask('listNotices', {})).toEqual({ notices: [] });
  expect(app.host.refusals.filter(({ what }) => /issue|project|jql/.test(what))).toEqual([]);
});

function fail(): never {
  throw new Error('there is none');
}
