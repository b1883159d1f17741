import type { RunReport } from '../../src/domain/run';
import { aDirectory, changing } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld } from '../support/world';

const ids = Array.from({ length: 26 }, (_, index) => `p${index}`);

/** A directory of 26 people that was read once, and then lost so many of them. */
async function scene(gone: number) {
  const directory = aDirectory({ Design: ids });
  const world = aWorld(directory, aSite({}, ids));
  await world.addConnection();
  const first = await world.sync();
  const change = changing(directory);
  for (const id of ids.slice(0, gone)) change.removeUser(id);
  return { world, first };
}

const told = ({ peopleBefore, manyPeopleGone, status }: RunReport) => [peopleBefore, manyPeopleGone, status];

describe('a report on a directory that lost people', () => {
  it('says how many it had before, as long as nobody has decided about what is held', async () => {
    const { world, first } = await scene(13);
    expect(told(first)).toEqual([undefined, undefined, 'finished']);
    expect(told(await world.sync('preview'))).toEqual([26, true, 'held']);
    const held = await world.sync();
    expect(held.notes.join(' ')).toContain('"OneLogin" has 13 people; it had 26 before.');
    expect(told(held)).toEqual([26, true, 'held']);
    expect(told(await world.sync())).toEqual([26, true, 'held']);
    expect(told(await world.sync('sync', { kind: 'all' }))).toEqual([26, true, 'finished']);
    expect(told(await world.sync())).toEqual([13, undefined, 'finished']);
  });

  it.each([4, 5])('calls %d of 26 a day like any other', async (gone) => {
    const { world } = await scene(gone);
    const report = await world.sync();
    expect(told(report)).toEqual([26, undefined, 'finished']);
    expect(report.notes).toEqual([]);
  });

  it('says nothing of people where nobody knows how many there were to be read', async () => {
    const { world } = await scene(26);
    expect(told(await world.sync())).toEqual([undefined, undefined, 'stopped']);
  });
});
