import { listHistory } from '../../src/resolvers/history';
import type { Input } from '../../src/contract';
import { aServer } from './handlers-support';
import { anEndedRun, type Server } from './runs-support';

const startMs = Date.UTC(2026, 10, 22, 8);

/** Runs by connector, as minutes after the start. */
async function aHistory(minutes: Readonly<Record<string, readonly number[]>>): Promise<Server> {
  const server = aServer();
  for (const [id, starts] of Object.entries(minutes)) {
    await server.addConnection({ id });
    for (const [index, minute] of starts.entries()) {
      const startedAtMs = startMs + minute * 60_000;
      await server.runs.create(anEndedRun(`${id}-${index}`, { connectionId: id, startedAtMs }));
    }
  }
  return server;
}

const ask = (server: Server, input: Input<'listHistory'>) =>
  server.answerWith('listHistory', listHistory, input);

/** All pieces, one after the other. */
async function pieces(server: Server, limit: number): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  let next: number | undefined = Infinity;
  while (next !== undefined) {
    const { runs, nextBeforeMs }: Awaited<ReturnType<typeof ask>> = await ask(server, {
      limit,
      ...(next === Infinity ? {} : { beforeMs: next }),
    });
    found.push(runs.map(({ id }) => id));
    next = nextBeforeMs;
  }
  return found;
}

describe('the history', () => {
  it('has the runs of all connectors, newest first', async () => {
    const server = await aHistory({ one: [1, 4], two: [2, 3] });
    expect(await pieces(server, 10)).toEqual([['one-1', 'two-1', 'two-0', 'one-0']]);
  });

  it.each([
    [1, [['one-2'], ['one-1', 'two-1', 'two-2'], ['one-0'], ['two-0']]],
    [
      2,
      [
        ['one-2', 'one-1', 'two-1', 'two-2'],
        ['one-0', 'two-0'],
      ],
    ],
    [
      4,
      [
        ['one-2', 'one-1', 'two-1', 'two-2'],
        ['one-0', 'two-0'],
      ],
    ],
    [5, [['one-2', 'one-1', 'two-1', 'two-2', 'one-0'], ['two-0']]],
    [6, [['one-2', 'one-1', 'two-1', 'two-2', 'one-0', 'two-0']]],
  ])('in pieces of %d shows each run once, also those of the same moment', async (limit, expected) => {
    const server = await aHistory({ one: [2, 3, 4], two: [1, 3, 3] });
    expect(await pieces(server, limit)).toEqual(expected);
  });

  it('is the same in whatever order the connectors are', async () => {
    const server = await aHistory({ one: [1, 2], two: [1, 2] });
    const before = await pieces(server, 10);
    await server.connections.reorder(['two', 'one']);
    expect(await pieces(server, 10)).toEqual(before);
  });

  it('of one connector has no others; of one that is gone there is none', async () => {
    const server = await aHistory({ one: [1], two: [2] });
    expect((await ask(server, { connectionId: 'one', limit: 5 })).runs).toMatchObject([{ id: 'one-0' }]);
    expect(await ask(server, { connectionId: 'gone', limit: 5 })).toEqual({ runs: [] });
  });

  it('has the run that is under way', async () => {
    const server = await aHistory({ 'conn-1': [-5] });
    const { run } = await server.start('preview');
    const { runs } = await ask(server, { limit: 5 });
    expect(runs.map(({ id, status }) => [id, status])).toEqual([
      [run.id, 'queued'],
      ['conn-1-0', 'finished'],
    ]);
  });
});
