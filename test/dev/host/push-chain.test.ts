import { rmSync } from 'node:fs';
import { createFaults } from '../../../dev/host/faults';
import { openStore } from '../../../dev/host/kvs/records';
import { createEventLog } from '../../../dev/host/queue/event-log';
import { createQueue } from '../../../dev/host/queue/queue';
import { temporaryDir } from './support';

test('a chain of pushes ends after 1,000; another chain still may push, also after a restart', async () => {
  const dataDir = temporaryDir();
  const clock = { nowMs: 1_000_000, now: () => clock.nowMs, offsetMs: () => 0, shift: () => undefined };
  const start = () => {
    const root = openStore(dataDir);
    const deps = { clock, faults: createFaults(), log: () => undefined, deliver: async () => undefined };
    return { root, queue: createQueue({ ...deps, events: createEventLog(root) }) };
  };
  const request = { queueName: 'work', jobId: 'job', payload: [{ body: {}, delayInSeconds: 900 }] };

  const first = start();
  const answers = Array.from({ length: 1001 }, () => {
    clock.nowMs += 60_000;
    return first.queue.push(request, 'chain');
  });
  expect(new Set(answers.slice(0, 1000))).toEqual(new Set(['accepted']));
  expect(answers[1000]).toBe('cyclic-limit');
  first.queue.stop();
  await first.root.close();

  const second = start();
  expect(second.queue.push(request, 'chain')).toBe('cyclic-limit');
  expect(second.queue.push(request, 'another chain')).toBe('accepted');
  second.queue.stop();
  await second.root.close();
  rmSync(dataDir, { recursive: true, force: true });
});
