import { useState } from 'react';
import type { ConnectionSummary } from '../../../contract';
import { useSetConnectorOrder } from '../../api/connector-list-actions';
import { movedIds, movedWords } from './list-words';
import type { Way } from './row-actions';

/** Moves connectors up and down. React keeps the focus on the row that moves, and the menu gives it back to its button. */
export function useOrder(connections: readonly ConnectionSummary[]) {
  const save = useSetConnectorOrder();
  const [said, say] = useState('');
  const ids = connections.map(({ id }) => id);
  return {
    error: save.error,
    /** For a live region. */
    said,
    canMove: (id: string, way: Way) => movedIds(ids, id, way) !== undefined,
    move: ({ id, name }: ConnectionSummary, way: Way): void => {
      const next = movedIds(ids, id, way);
      if (next === undefined) return;
      say(movedWords(name, next.indexOf(id) + 1, next.length));
      save.mutate(next);
    },
  };
}
