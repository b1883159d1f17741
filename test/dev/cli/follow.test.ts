import { follow, followOrCancel } from '../../../dev/cli/follow';
import type { RunView } from '../../../src/contract';
import type { RunReport } from '../../../src/domain/run';

const run: RunView = {
  id: 'run',
  connectionId: 'connection',
  mode: 'sync',
  trigger: 'command-line',
  status: 'working',
  startedAtMs: 0,
  summary: 'Working.',
  phase: 'apply',
  phases: [],
  calls: {},
  progress: {
    usersRead: 0,
    groupsRead: 0,
    membershipsRead: 0,
    targetGroupsRead: 0,
    targetGroupsToRead: 0,
    changesDone: 0,
    changesToDo: 0,
  },
};

/** A host whose run looks like this each time it is asked for. */
function hostWith(...views: readonly RunView[]) {
  let asked = 0;
  return {
    call: async () => {
      const value = views[Math.min(asked, views.length - 1)];
      asked += 1;
      return { ok: true, value };
    },
    fireScheduledTrigger: async () => undefined,
  };
}

test('a run that ended without a report ends the command with its sentence, instead of being waited for', async () => {
  const shown: string[] = [];
  const view = {
    show: ({ status }: RunView) => void shown.push(status),
    done: () => void shown.push('done'),
  };
  const summary = 'The connector was deleted before this run began.';
  await expect(
    follow(hostWith(run, { ...run, status: 'stopped', summary }), 'run', view),
  ).rejects.toMatchObject({
    message: summary,
    exitCode: 4,
  });
  expect(shown).toEqual(['working', 'stopped', 'done']);
});

test('the first Ctrl-C asks the app to end the run, and the next is what it was before', async () => {
  const { report: _, ...view } = run;
  const ended: RunView = { ...view, status: 'stopped', report: { runId: 'run' } as RunReport };
  const asked: unknown[] = [];
  let isCancelled = false;
  const host = {
    call: async (method: string, input: unknown) => {
      if (method === 'controlRun') {
        asked.push(input);
        isCancelled = true;
      }
      return { ok: true, value: isCancelled ? ended : run };
    },
    fireScheduledTrigger: async () => undefined,
  };
  let left = 0;
  const leave = () => void (left += 1);
  process.on('SIGINT', leave);
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const following = followOrCancel(host, 'run', { show: () => undefined, done: () => undefined });
    process.emit('SIGINT');
    expect([left, asked]).toEqual([0, [{ runId: 'run', action: 'cancel' }]]);
    process.emit('SIGINT');
    expect([left, asked.length]).toEqual([1, 1]);
    await expect(following).resolves.toMatchObject({ runId: 'run' });
    expect(process.listeners('SIGINT').filter((each) => each === leave)).toHaveLength(1);
    expect(written.mock.calls.join('')).toContain('Cancelling');
  } finally {
    written.mockRestore();
    process.removeListener('SIGINT', leave);
  }
});
