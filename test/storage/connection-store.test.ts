import { connectionStore } from '../../src/storage/connection-store';
import { keys } from '../../src/storage/keys';
import { memoryKeyValue, type MemoryKeyValue } from '../support/memory-key-value';
import { aConnection } from '../support/page-fixtures';

async function aStoreOf(ids: readonly string[], store: MemoryKeyValue = memoryKeyValue()) {
  const connections = connectionStore(store);
  for (const id of ids) {
    const { revision: _, ...connection } = aConnection({ id });
    await connections.create(connection);
  }
  const order = async () => (await connections.list()).connections.map(({ id }) => id);
  return { store, connections, order };
}

describe('the order of connections', () => {
  it.each([
    [['c', 'a', 'b'], 'acb', 'cab'],
    [['b'], 'abc', 'bac'],
    [['gone', 'c', 'c', 'a'], 'abc', 'cab'],
    [[], 'abc', 'abc'],
  ])('%j put first: of %s it makes %s', async (ids, before, after) => {
    const { connections, order } = await aStoreOf(before.split(''));
    await connections.reorder(ids);
    expect(await order()).toEqual(after.split(''));
  });

  it('has new ones last, and forgets those that are removed', async () => {
    const { connections, order } = await aStoreOf(['a', 'b']);
    await connections.reorder(['b', 'a']);
    const { revision: _, ...another } = aConnection({ id: 'c' });
    await connections.create(another);
    await connections.remove('a');
    expect(await order()).toEqual(['b', 'c']);
  });

  it('loses no connection that is created at the same time', async () => {
    const store = memoryKeyValue();
    const { connections } = await aStoreOf(['a', 'b'], store);
    let isFirst = true;
    const racing = connectionStore({
      ...store,
      replaceRecord: async (ref, next) => {
        if (isFirst && ref.key === keys.connectionIndex) {
          isFirst = false;
          const { revision: _, ...another } = aConnection({ id: 'c' });
          await connections.create(another);
        }
        return store.replaceRecord(ref, next);
      },
    });
    await racing.reorder(['b', 'a']);
    expect((await connections.list()).connections.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});
