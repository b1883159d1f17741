import { useEffect, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../../contract';
import { useSetConnectorOrder } from '../../api/connector-list-actions';
import { movedIds, movedWords } from './list-words';
import type { Way } from './row-actions';

/** Moves connectors up and down. The focus stays on the row that moved, which the browser lets go when it is put elsewhere. */
export function useOrder(connections: readonly ConnectionSummary[]) {
  const save = useSetConnectorOrder();
  const [said, say] = useState('');
  const moved = useRef<{ readonly id: string; readonly before: string }>();
  const ids = connections.map(({ id }) => id);
  const order = ids.join(' ');
  useEffect(() => {
    if (moved.current === undefined || moved.current.before === order) return;
    document.querySelector<HTMLElement>(`[data-actions-of="${moved.current.id}"] button`)?.focus();
    moved.current = undefined;
  });
  return {
    error: save.error,
    /** For a live region. */
    said,
    canMove: (id: string, way: Way) => movedIds(ids, id, way) !== undefined,
    move: ({ id, name }: ConnectionSummary, way: Way): void => {
      const next = movedIds(ids, id, way);
      if (next === undefined) return;
      moved.current = { id, before: order };
      say(movedWords(name, next.indexOf(id) + 1, next.length));
      save.mutate(next);
    },
  };
}
