import { follow } from '../../../dev/cli/follow';
import type { RunView } from '../../../src/contract';

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
