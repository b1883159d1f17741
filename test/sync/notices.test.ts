import type { NoticeBoard } from '../../src/domain/notice';
import { FailureError } from '../../src/domain/failure';
import { acme, aNoticeWorld, minuteMs, type RunFacts } from './notices-support';

const hourMs = 60 * minuteMs;
const stopped: RunFacts = {
  status: 'stopped',
  stoppedKind: 'unavailable',
  summary: 'Okta could not be reached.',
};
const held: RunFacts = { status: 'held', summary: '20 held for approval.' };

async function aWorldAfter(...runs: readonly RunFacts[]) {
  const world = await aNoticeWorld();
  await world.connect();
  for (const facts of runs) await world.tell(await world.run(facts));
  return world;
}

const statuses = ({ issues }: Awaited<ReturnType<typeof aNoticeWorld>>) =>
  issues.map(({ key, status }) => `${key} ${status}`);

describe('a run that ends badly', () => {
  it('opens an issue that says what happened and where to go on', async () => {
    const { issues } = await aWorldAfter(stopped);
    expect(issues.map(({ summary }) => summary)).toEqual(['User & Group Sync: “Acme Okta” stopped']);
    expect(issues[0]?.texts[0]).toBe(
      [
        'The sync of the connector “Acme Okta” that began 2026-11-22 08:05 UTC stopped.',
        'Okta could not be reached.',
        'Open User & Group Sync in Jira’s settings (Apps) or in Confluence’s, the connector “Acme Okta”, “Runs”, and there the one that began 2026-11-22 08:05 UTC: it says what to do.',
        'This issue is resolved by itself when a run ends well.',
      ].join('\n'),
    );
  });

  it('is commented on when it repeats, and the issue is resolved by the first run that ends well', async () => {
    const world = await aWorldAfter(stopped, stopped);
    expect(world.issues[0]?.texts.slice(1)).toEqual([
      expect.stringMatching(/^It happened again, 2 times by now: the sync that began 2026-11-22 08:15 UTC/),
    ]);
    await world.tell(await world.run());
    expect(world.issues[0]?.texts.at(-1)).toMatch(
      /^Recovered: the sync that began 2026-11-22 08:25 UTC ended well/,
    );
    expect(statuses(world)).toEqual(['ACME-1 done']);
    expect((await world.told()).connections['conn-1']?.open).toEqual({});
  });

  it('is told three times, then once a day', async () => {
    const world = await aWorldAfter(stopped, stopped, stopped, stopped, stopped);
    expect(world.issues[0]?.texts).toHaveLength(3);
    world.pass(24 * hourMs);
    await world.tell(await world.run(stopped));
    expect(world.issues[0]?.texts).toHaveLength(4);
    expect(world.issues[0]?.texts.at(-1)).toMatch(/6 times by now/);
  });

  it.each<[string, RunFacts]>([
    ['an administrator ended it', { ...stopped, stoppedKind: 'cancelled' }],
    ['somebody previews', { ...stopped, mode: 'preview', trigger: 'person' }],
    ['the command line previews', { ...stopped, mode: 'preview', trigger: 'command-line' }],
    ['one person was synced', { ...stopped, trigger: 'person', task: { kind: 'person', userId: 'u' } }],
  ])('is nothing to tell where %s, and resolves nothing', async (_, facts) => {
    const world = await aWorldAfter(facts);
    expect(world.issues).toEqual([]);
    await world.tell(await world.run(stopped));
    await world.tell(await world.run({ ...facts, status: 'finished' }));
    expect(statuses(world)).toEqual(['ACME-1 open']);
  });

  it('is not over because an undo ended well, which asks the directory nothing', async () => {
    const world = await aWorldAfter(stopped, { trigger: 'person', task: { kind: 'undo', runId: 'r' } });
    expect(statuses(world)).toEqual(['ACME-1 open']);
    await world.tell(await world.run());
    expect(statuses(world)).toEqual(['ACME-1 done']);
  });

  it('and is told of late opens nothing where a newer run has ended well', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    const bad = await world.run(stopped);
    await world.run();
    await world.tell(bad);
    expect(world.issues).toEqual([]);
  });

  it.each<[string, RunFacts]>([
    ['a preview that the schedule started', { ...stopped, mode: 'preview' }],
    ['an undo', { ...stopped, trigger: 'person', task: { kind: 'undo', runId: 'r' } }],
    ['a sync with failures', { status: 'finished-with-failures' }],
    ['a run that holds changes and has failures', { ...held, counts: { ...noCounts(), failed: 2 } }],
  ])('counts where it is %s', async (_, facts) => {
    const world = await aWorldAfter(facts);
    expect(world.issues.some(({ mark }) => mark === 'conn-1:failed')).toBe(true);
  });
});

function noCounts() {
  return { added: 0, removed: 0, created: 0, held: 0, failed: 0 };
}

describe('held changes', () => {
  it('open an issue of their own, beside that of failures', async () => {
    const world = await aWorldAfter(stopped, held);
    expect(world.issues.map(({ mark, status }) => [mark, status])).toEqual([
      ['conn-1:failed', 'done'],
      ['conn-1:held', 'open'],
    ]);
  });

  it('are commented on once for each run that holds again', async () => {
    const world = await aWorldAfter(held, held);
    await world.tick();
    expect(world.issues).toHaveLength(1);
    expect(world.issues[0]?.texts.slice(1)).toEqual([
      expect.stringMatching(/^The run that began 2026-11-22 08:15 UTC held changes again/),
    ]);
  });

  it('that stay the same all day are not repeated each time', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    for (let count = 0; count < 6; count += 1) {
      const run = await world.run(held);
      await world.deps.data.put(run.id, 'changes', { version: 1, groups: [] });
      await world.tell(run);
    }
    expect(world.issues[0]?.texts).toHaveLength(3);
  });

  it('are over when a run holds nothing', async () => {
    const world = await aWorldAfter(held, {});
    expect(world.issues[0]?.texts.at(-1)).toMatch(/^Nothing waits for approval any more/);
    expect(statuses(world)).toEqual(['ACME-1 done']);
  });

  it('are not over when a run stops, or somebody previews', async () => {
    const world = await aWorldAfter(held, stopped, { mode: 'preview', trigger: 'person' });
    expect(statuses(world)).toEqual(['ACME-1 open', 'ACME-2 open']);
  });

  const by = [{ accountId: 'a', atMs: 1 }];
  it.each<[string, Parameters<Awaited<ReturnType<typeof aNoticeWorld>>['decide']>[1], string]>([
    ['approved', { kind: 'approved', by }, 'done'],
    ['rejected', { kind: 'rejected', by }, 'done'],
    ['approved in part', { kind: 'approved', by, sourceIds: ['a'] }, 'done'],
    ['rejected in part', { kind: 'rejected', by, sourceIds: ['a'] }, 'open'],
    ['approved by the first of two', { kind: 'waiting', by }, 'open'],
  ])('are looked at by the tick when they were %s', async (_, decision, status) => {
    const world = await aWorldAfter(held);
    await world.decide('run-1', decision);
    await world.tick();
    expect(statuses(world)).toEqual([`ACME-1 ${status}`]);
    if (status === 'done') expect(world.issues[0]?.texts.at(-1)).toMatch(/^An administrator has decided/);
  });
});

describe('an issue', () => {
  it('that somebody closed by hand is followed by a new one when it repeats', async () => {
    const world = await aWorldAfter(stopped);
    Object.assign(world.issues[0] ?? {}, { status: 'done' });
    await world.tick();
    expect(world.issues).toHaveLength(1);
    await world.tell(await world.run(stopped));
    expect(statuses(world)).toEqual(['ACME-1 done', 'ACME-2 open']);
  });

  it('that was deleted is followed by a new one when it repeats', async () => {
    const world = await aWorldAfter(stopped);
    Object.assign(world.issues[0] ?? {}, { status: 'deleted' });
    await world.tell(await world.run(stopped));
    expect(statuses(world)).toEqual(['ACME-1 deleted', 'ACME-2 open']);
  });

  it('is resolved when its connector is deleted, and nothing is kept of it', async () => {
    const world = await aWorldAfter(stopped);
    await world.deps.connections.remove('conn-1');
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 done']);
    expect(world.issues[0]?.texts.at(-1)).toMatch(/^The connector was deleted/);
    await world.tick();
    expect((await world.told()).connections).toEqual({});
  });

  it('of a damaged connector is left as it is', async () => {
    const world = await aWorldAfter(stopped);
    const connection = await world.deps.connections.get('conn-1');
    await world.store.replaceRecord(
      { entity: 'record', key: 'v1:connection:conn-1' },
      { revision: connection?.revision ?? 0, value: { broken: true } },
    );
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 open']);
  });

  it.each([
    ['all notifications', undefined],
    ['those of its kind', { ...acme, failed: false }],
  ])('is resolved when %s are switched off', async (_, settings) => {
    const world = await aWorldAfter(stopped);
    await world.choose(settings);
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 done']);
    const calls = world.calls();
    await world.tell(await world.run(stopped));
    await world.tick();
    expect(world.calls()).toBe(calls);
  });

  it('is ended, and opened anew, when another project is chosen', async () => {
    const world = await aWorldAfter(stopped);
    await world.choose({ ...acme, projectId: '10002', projectKey: 'OPS' });
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 done', 'OPS-2 open']);
  });

  it('that the app may not touch any more is left, and told of, when another project is chosen', async () => {
    const world = await aWorldAfter(stopped);
    await world.choose({ ...acme, projectId: '10002', projectKey: 'OPS' });
    const before = { ...world.board };
    Object.assign(world.board, {
      resolve: async () => {
        throw new FailureError({ kind: 'access-missing', message: 'No right.' });
      },
    });
    await world.tick();
    Object.assign(world.board, before);
    expect(statuses(world)).toEqual(['ACME-1 open', 'OPS-2 open']);
    expect((await world.told()).trouble?.message).toBe('ACME-1 is still open. No right.');
  });

  it('that cannot be resolved says so, and the tab too; a later cause is told on it', async () => {
    const world = await aWorldAfter(stopped);
    world.faults.hasNoWay = true;
    await world.tell(await world.run());
    const calls = world.calls();
    await world.tick();
    expect(world.calls()).toBe(calls);
    expect(world.issues[0]?.texts).toHaveLength(2);
    expect((await world.told()).trouble?.message).toMatch(/^ACME-1 says that it is over, but is still open/);
    await world.tell(await world.run(stopped));
    expect(statuses(world)).toEqual(['ACME-1 open']);
    expect(world.issues[0]?.texts.at(-1)).toMatch(/^The sync of the connector “Acme Okta” .* stopped/);
    expect((await world.told()).trouble).toBeUndefined();
    world.faults.hasNoWay = false;
    await world.tell(await world.run());
    expect(statuses(world)).toEqual(['ACME-1 done']);
  });
});

describe('what cannot be told', () => {
  it('is kept, and told by the tick', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    world.faults.fail = { kind: 'access-missing', message: 'no permission to create issues in ACME.' };
    await world.tell(await world.run(stopped));
    expect((await world.told()).trouble?.message).toBe('no permission to create issues in ACME.');
    world.faults.fail = undefined;
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 open']);
    expect((await world.told()).trouble).toBeUndefined();
  });

  it('waits as long as Jira asks for, and an hour at most', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    world.faults.fail = { kind: 'retry-later', afterMs: 20 * hourMs, message: 'wait' };
    await world.tell(await world.run(stopped));
    world.faults.fail = undefined;
    world.pass(40 * minuteMs);
    await world.tick();
    expect(world.issues).toEqual([]);
    world.pass(20 * minuteMs);
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 open']);
  });

  it('of one connector is no reason to leave others out, unless Jira is out of reach', async () => {
    const world = await aNoticeWorld();
    await world.connect('conn-1');
    await world.connect('conn-2', 'Entra');
    await world.run(stopped, 'conn-1');
    await world.run(stopped, 'conn-2');
    world.faults.fail = { kind: 'settings-rejected', message: 'a field is missing' };
    await world.tick();
    expect(world.calls()).toBe(2);
    world.faults.fail = { kind: 'unavailable', message: 'down' };
    await world.tick();
    expect(world.calls()).toBe(3);
  });

  it('of one connector time after time does not keep the others waiting for ever', async () => {
    const world = await aNoticeWorld();
    for (const id of ['a', 'b', 'c']) {
      await world.connect(id, id);
      await world.run(stopped, id);
    }
    const working = { ...world.board };
    const failing: NoticeBoard['open'] = async (place, text) => {
      if (place.mark.startsWith('a:'))
        throw new FailureError({ kind: 'unavailable', message: 'Jira answered with status 500.' });
      return working.open(place, text);
    };
    Object.assign(world.board, { open: failing });
    for (let looks = 0; looks < 3; looks += 1) await world.tick();
    expect(world.issues.map(({ mark }) => mark).toSorted()).toEqual(['b:failed', 'c:failed']);
  });

  it('in the storage is a line in the log, and nothing else', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    const run = await world.run(stopped);
    world.store.crashAfter(0);
    await expect(world.tell(run)).resolves.toBeUndefined();
    expect(world.log).toEqual(['notices: CrashError']);
  });
});

describe('the same run', () => {
  it('is told once, when it comes twice, at once, and by the tick', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    const run = await world.run(stopped);
    await Promise.all([world.tell(run), world.tell(run), world.tell(run)]);
    await world.tick();
    await world.tell(run);
    expect(world.issues.map(({ texts }) => texts.length)).toEqual([1]);
  });

  it('is told once where the answer to its issue or comment was lost', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    world.faults.loseAnswers = true;
    await world.tell(await world.run(stopped));
    world.faults.loseAnswers = false;
    await world.tick();
    expect(world.issues.map(({ texts }) => texts.length)).toEqual([1]);
    world.faults.loseAnswers = true;
    await world.tell(await world.run(stopped));
    world.faults.loseAnswers = false;
    await world.tick();
    expect(world.issues.map(({ texts }) => texts.length)).toEqual([2]);
  });

  it('whose issue was opened unheard in a project that is no longer chosen is told in the new one alone', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    world.faults.loseAnswers = true;
    await world.tell(await world.run(stopped));
    world.faults.loseAnswers = false;
    await world.choose({ ...acme, projectId: '10002', projectKey: 'NEW' });
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 done', 'NEW-2 open']);
    expect(world.issues[0]?.texts.at(-1)).toMatch(/another project/);
  });

  it('is left alone while another one tells', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    const before = { ...world.board };
    const run = await world.run(stopped);
    let opened = 0;
    Object.assign(world.board, {
      open: async (...given: Parameters<NoticeBoard['open']>) => {
        opened += 1;
        if (opened === 1) await world.tell(run);
        return before.open(...given);
      },
    });
    await world.tell(run);
    expect(opened).toBe(1);
    expect(statuses(world)).toEqual(['ACME-1 open']);
  });

  it('that is over before the key of its issue was heard resolves that issue', async () => {
    const world = await aNoticeWorld();
    await world.connect();
    world.faults.loseAnswers = true;
    await world.tell(await world.run(stopped));
    world.faults.loseAnswers = false;
    await world.tell(await world.run());
    expect(statuses(world)).toEqual(['ACME-1 done']);
  });

  it('is taken for decided where the list of runs is older than the decision', async () => {
    const world = await aWorldAfter(held);
    const listed = await world.deps.runs.newest('conn-1', 10);
    await world.decide('run-1', { kind: 'approved', by: [{ accountId: 'a', atMs: 1 }] });
    Object.assign(world.deps.runs, { newest: async () => listed });
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 done']);
  });

  it('opens nothing anew where the list of runs lags behind the one that ended well', async () => {
    const world = await aWorldAfter(stopped);
    const listed = await world.deps.runs.newest('conn-1', 10);
    await world.tell(await world.run());
    Object.assign(world.deps.runs, { newest: async () => listed });
    await world.tick();
    expect(statuses(world)).toEqual(['ACME-1 done']);
  });
});
