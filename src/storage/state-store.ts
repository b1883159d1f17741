import { connectionState } from '../domain/connection';
import type { KeyValue, RecordRef, StateStore } from '../domain/stores';
import { damaged } from './damaged';
import { keys } from './keys';

/** The app's own notes about each connection. */
export function stateStore(store: KeyValue): StateStore {
  return {
    async get(connectionId) {
      const found = await store.getRecord(refOf(connectionId));
      if (found === undefined) return undefined;
      const parsed = connectionState.safeParse(found.value);
      if (!parsed.success) throw damaged(keys.state(connectionId), parsed.error);
      return { ...parsed.data, revision: found.revision };
    },
    async create(connectionId, state) {
      await store.createRecord(refOf(connectionId), state);
    },
    save: (connectionId, { revision, ...state }) =>
      store.replaceRecord(refOf(connectionId), { revision, value: state }),
    remove: (connectionId) => store.deleteRecord(refOf(connectionId)),
  };
}

function refOf(connectionId: string): RecordRef {
  return { entity: 'record', key: keys.state(connectionId) };
}
