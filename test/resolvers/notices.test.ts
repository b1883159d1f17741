import { FailureError } from '../../src/domain/failure';
import { defaultSiteSettings } from '../../src/domain/site-settings';
import { defaultRules } from '../../src/domain/sync-rules';
import { decideHeld } from '../../src/resolvers/decisions';
import { listNoticeProjects, listNotices, testNotice } from '../../src/resolvers/notices';
import { aDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aServer } from './handlers-support';

const place = { projectId: '10001', projectKey: 'ACME', issueTypeId: '1' };
const oneRemoval = {
  ...defaultRules.limits,
  removals: { ...defaultRules.limits.removals, perRun: { ...defaultRules.limits.removals.perRun, max: 1 } },
};

/** Three people leave a group, and a run may remove one. */
async function withHeldRun() {
  const directory = aDirectory({ Designers: ['ann', 'bob', 'cy', 'dee'] });
  const server = aServer(directory, aSite({}, ['ann', 'bob', 'cy', 'dee']));
  await server.addConnection({ rules: { limits: oneRemoval } });
  await server.site.saveSettings(
    { ...defaultSiteSettings, notices: { ...place, held: true, failed: true } },
    0,
  );
  await server.sync();
  directory.members['role:Designers'] = ['ann'];
  const report = await server.sync();
  return { ...server, report };
}

describe('what is open', () => {
  it('is listed with its connector, counts and sentences, and no person', async () => {
    const { answerWith, noticeBoard, report, clock } = await withHeldRun();
    expect(report.status).toBe('held');
    expect(await answerWith('listNotices', listNotices, {})).toEqual({
      notices: [
        {
          connectionId: 'conn-1',
          connectionName: 'OneLogin',
          cause: 'held',
          issueKey: 'ACME-1',
          openedAtMs: clock.now(),
          times: 1,
        },
      ],
    });
    const [issue] = noticeBoard.issues;
    expect(issue?.summary).toBe('User & Group Sync: 3 removals of “OneLogin” wait for approval');
    expect(issue?.texts[0]).toContain(report.held[0]?.message);
    for (const name of ['ann', 'bob', 'cy', 'dee', 'acc-']) expect(issue?.texts[0]).not.toContain(name);
  });

  it('is closed by the run that an approval starts', async () => {
    const { answerWith, noticeBoard, report, settle } = await withHeldRun();
    const input = { runId: report.runId, heldHash: report.heldHash ?? '', decision: 'approve' } as const;
    const { run } = await answerWith('decideHeld', decideHeld, input);
    await settle(run?.id ?? '');
    expect(noticeBoard.issues.map(({ status }) => status)).toEqual(['done']);
    expect(await answerWith('listNotices', listNotices, {})).toEqual({ notices: [] });
  });
});

describe('a test issue', () => {
  it('is created and resolved, and ends the trouble that is mended', async () => {
    const { answerWith, noticeBoard, notices } = aServer();
    const { revision, ...told } = await notices.get();
    await notices.save({ ...told, trouble: { message: 'no right', atMs: 1, retryAtMs: 2 } }, revision);
    expect(await answerWith('testNotice', testNotice, place)).toEqual({ issueKey: 'ACME-1' });
    expect(noticeBoard.issues).toMatchObject([{ summary: 'User & Group Sync: a test', status: 'done' }]);
    expect(await answerWith('listNotices', listNotices, {})).toEqual({ notices: [] });
  });

  it('that cannot be resolved says so', async () => {
    const { answerWith, noticeBoard } = aServer();
    noticeBoard.faults.hasNoWay = true;
    const { note } = await answerWith('testNotice', testNotice, place);
    expect(note).toMatch(/^It is still open: .* no transition leads to a done status/);
  });

  it('that cannot be created says why', async () => {
    const { answerWith, noticeBoard } = aServer();
    noticeBoard.faults.fail = { kind: 'access-missing', message: 'no permission in ACME' };
    await expect(answerWith('testNotice', testNotice, place)).rejects.toThrow('no permission in ACME');
  });
});

describe('projects to choose from', () => {
  it('are missing for a reason', async () => {
    const { answerWith, app } = aServer();
    expect(await answerWith('listNoticeProjects', listNoticeProjects, {})).toMatchObject({
      projects: [],
      missing: expect.stringMatching(/^The app may create issues in no project/) as string,
    });
    expect(await answerWith('listNoticeProjects', listNoticeProjects, { text: 'x' })).toEqual({
      projects: [],
    });
    Object.assign(app.board, {
      projects: async () => {
        throw new FailureError({ kind: 'access-missing', message: 'allow it' });
      },
    });
    expect(await answerWith('listNoticeProjects', listNoticeProjects, {})).toEqual({
      projects: [],
      missing: 'allow it',
    });
  });
});
