import { defaultSiteSettings } from '../../src/domain/site-settings';
import { keys } from '../../src/storage/keys';
import { forgetOldRuns } from '../../src/sync/old-runs';
import { aServer } from '../resolvers/handlers-support';
import { storeRun, type Server } from '../resolvers/runs-support';

const dayMs = 86_400_000;

/** Runs that began so many days ago. */
async function runsOf(server: Server, days: readonly number[], change: object = {}) {
  for (const day of days)
    await storeRun(server, `run-${day}`, {
      run: { startedAtMs: server.clock.now() - day * dayMs, ...change },
    });
}

async function kept(server: Server) {
  await forgetOldRuns('conn-1', server);
  return (await server.runs.newest('conn-1', 100)).map(({ id }) => id);
}

describe('runs that are kept', () => {
  it('are those of the last 90 days, with their reports and changes', async () => {
    const server = aServer();
    await runsOf(server, [1, 89, 91, 300]);
    expect(await kept(server)).toEqual(['run-1', 'run-89']);
    expect(await server.data.get('run-89', 'report')).toBeDefined();
    expect(await server.data.get('run-91', 'report')).toBeUndefined();
    expect(await server.data.get('run-91', 'changes')).toBeUndefined();
  });

  it('are the newest 50 of these', async () => {
    const server = aServer();
    const days = Array.from({ length: 53 }, (_, index) => index + 1);
    await runsOf(server, days);
    expect(await kept(server)).toEqual(days.slice(0, 50).map((day) => `run-${day}`));
  });

  it('are so many and so old as an administrator says', async () => {
    const server = aServer();
    await runsOf(
      server,
      Array.from({ length: 13 }, (_, index) => index + 1),
    );
    const saved = await server.site.saveSettings(
      { ...defaultSiteSettings, retention: { runs: 12, days: 30 } },
      0,
    );
    expect(await kept(server)).toHaveLength(12);
    const retention = { runs: 12, days: 10 };
    await server.site.saveSettings({ ...defaultSiteSettings, retention }, saved.revision);
    expect((await kept(server)).at(-1)).toBe('run-10');
  });

  it('are also the one whose held changes wait, however many stopped or were of one person since', async () => {
    const server = aServer();
    const since = Array.from({ length: 26 }, (_, index) => index + 1);
    await runsOf(server, [28], { status: 'held' });
    await runsOf(server, [27], { status: 'held' });
    await runsOf(server, since.slice(13), { status: 'stopped' });
    await runsOf(server, since.slice(0, 13), { task: { kind: 'person', userId: 'ann' } });
    const retention = { runs: 10, days: 30 };
    await server.site.saveSettings({ ...defaultSiteSettings, retention }, 0);
    expect(await kept(server)).toEqual([...since.slice(0, 10).map((day) => `run-${day}`), 'run-27']);
    server.advance(4 * dayMs);
    expect(await kept(server)).not.toContain('run-27');
  });

  it('are all of them while it cannot be read how many', async () => {
    const server = aServer();
    await runsOf(server, [1, 300]);
    await server.site.saveSettings(defaultSiteSettings, 0);
    server.store.damage(`record/${keys.siteSettings}`, 'damaged');
    expect(await kept(server)).toEqual(['run-1', 'run-300']);
  });

  it('are also those that have not ended, however old', async () => {
    const server = aServer();
    await runsOf(server, [100], { status: 'waiting' });
    expect(await kept(server)).toEqual(['run-100']);
  });
});
