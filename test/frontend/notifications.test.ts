import type { Outputs } from '../../src/contract';
import { noticeWords } from '../../src/frontend/pages/settings/notifications/notice-draft';
import { defaultRules } from '../../src/domain/sync-rules';
import { Refusal, type Handlers } from '../support/fake-bridge';
import { chooseOption, setToggle } from '../support/page-driver';
import { pageSuite } from '../support/page-suite';
import { aSettingsState, settingsHandlers, type SettingsState } from '../support/settings-fixtures';

const pages = pageSuite();

const acme = { projectId: '10001', projectKey: 'ACME', issueTypeId: '1', held: true, failed: true };
const projects = [
  {
    id: '10001',
    key: 'ACME',
    name: 'Acme operations',
    issueTypes: [
      { id: '1', name: 'Task' },
      { id: '2', name: 'Incident' },
    ],
  },
  { id: '10002', key: 'HELP', name: 'Help desk', issueTypes: [{ id: '9', name: 'Request' }] },
];
const told: Outputs['listNotices'] = {
  notices: [
    {
      connectionId: 'conn-1',
      connectionName: 'Acme OneLogin',
      cause: 'held',
      issueKey: 'ACME-12',
      openedAtMs: Date.now() - 7_200_000,
      times: 1_204,
    },
    { connectionId: 'x', cause: 'failed', issueKey: 'ACME-9', openedAtMs: 0, times: 1, over: true },
  ],
  trouble: {
    message: 'Could not create the issue: the app has no permission to create issues in ACME.',
    atMs: Date.now() - 60_000,
  },
};

function noticeHandlers(answer: Outputs['listNotices']): Partial<Handlers> {
  return {
    listNotices: () => answer,
    listNoticeProjects: ({ text = '' }) => ({
      projects: projects.filter(({ key, name }) =>
        `${key} ${name}`.toLowerCase().includes(text.toLowerCase()),
      ),
    }),
    testNotice: () => ({ issueKey: 'ACME-13' }),
  };
}

async function open(settings: SettingsState, answer: Outputs['listNotices'] = { notices: [] }) {
  const handlers = { ...settingsHandlers(settings), ...noticeHandlers(answer) };
  return pages.open({ path: '/settings/notifications', handlers });
}

describe('notifications', () => {
  it('are off until a project and an issue type are chosen, tried and saved', async () => {
    const settings = aSettingsState();
    const { page, inputsOf } = await open(settings);
    await page.getByText('Tell administrators through Jira issues').waitFor();
    expect(await page.getByText('Open now').count()).toBe(0);
    await setToggle(page, 'Tell administrators through Jira issues', 'on');
    expect(await page.getByRole('button', { name: 'Send a test issue' }).isDisabled()).toBe(true);
    const save = page.getByRole('tabpanel', { name: 'Notifications' }).getByRole('button', { name: 'Save' });
    await save.click();
    await page.getByText('Choose a project.').waitFor();
    await page.getByLabel('Project').fill('acme');
    await page.getByRole('option', { name: 'Acme operations (ACME)' }).click();
    // The first issue type is chosen until another is.
    await page.getByText('Task', { exact: true }).waitFor();
    await chooseOption(page, 'Issue type', 'Incident');
    await chooseOption(page, 'Issue type', 'Task');
    await page.getByRole('button', { name: 'Send a test issue' }).click();
    await page.getByText('was created and resolved.').waitFor();
    await page.getByRole('link', { name: /^ACME-13/ }).waitFor();
    expect(inputsOf('testNotice')).toEqual([{ projectId: '10001', projectKey: 'ACME', issueTypeId: '1' }]);
    await page.getByText('Runs that stop or end with failures').click();
    await save.click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(settings.settings.notices).toEqual({ ...acme, failed: false });
    await page.getByText('No issue is open: nothing waits, and no connector fails.').waitFor();
    await pages.expectAccessible();
  });

  it('list what is open and say what could not be told; switched off, they are ended', async () => {
    const settings = aSettingsState({ notices: acme });
    const { page, backend } = await open(settings, told);
    await page.getByText('Something could not be told').waitFor();
    const rows = page.getByRole('table', { name: 'Open issues' }).getByRole('row');
    const texts = await rows.allInnerTexts();
    expect(texts.slice(1).map((text) => text.split(/\s*\n\s*|\t/).filter((part) => part !== ''))).toEqual([
      expect.arrayContaining(['Acme OneLogin', 'Changes wait for approval', '1,204']),
      expect.arrayContaining(['A deleted connector']),
    ]);
    await page.getByText('Acme operations (ACME)').waitFor();
    await pages.expectAccessible();
    backend.on('testNotice', () => {
      throw new Refusal({
        kind: 'access-missing',
        message: 'Give it the permission in the project’s settings.',
      });
    });
    await page.getByRole('button', { name: 'Send a test issue' }).click();
    await page.getByText('The test issue could not be created').waitFor();
    await setToggle(page, 'Tell administrators through Jira issues', 'off');
    await page.getByRole('tabpanel', { name: 'Notifications' }).getByRole('button', { name: 'Save' }).click();
    await page.getByText('These are resolved within five minutes').waitFor();
    expect(settings.settings).not.toHaveProperty('notices');
  });

  it('say why there is no project to choose, and what could not be loaded', async () => {
    const { page, backend } = await open(aSettingsState({ notices: acme }));
    backend.on('listNoticeProjects', () => ({ projects: [], missing: 'Give it the permission first.' }));
    backend.on('listNotices', () => {
      throw new Refusal({ kind: 'unavailable', message: 'Try again.' });
    });
    await page.reload();
    await page.getByText('No project can be chosen').waitFor();
    await page.getByText('The open issues could not be loaded').waitFor();
    await pages.expectAccessible();
    backend.on('listNoticeProjects', () => ({ projects }));
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('Acme operations (ACME)').waitFor();
  });
});

describe('what is typed', () => {
  const view = (notices?: typeof acme) => ({
    settings: { ...aSettingsState(notices === undefined ? {} : { notices }).settings, revision: 1 },
    builtInLimits: defaultRules.limits,
  });

  it('is the settings as they were saved, and none where notifications are off', () => {
    const { draftOf, settingsOf } = noticeWords;
    expect(settingsOf(draftOf(view(acme)), view(acme)).notices).toEqual(acme);
    expect(settingsOf({ ...draftOf(view(acme)), isOn: false }, view(acme))).not.toHaveProperty('notices');
    expect(draftOf(view()).isOn).toBe(false);
  });

  it('needs a cause only while notifications are on', () => {
    const draft = { ...noticeWords.draftOf(view(acme)), held: false, failed: false };
    expect(Object.keys(noticeWords.errorsOf(draft))).toEqual(['causes']);
    expect(noticeWords.errorsOf({ ...draft, isOn: false })).toEqual({});
  });
});
