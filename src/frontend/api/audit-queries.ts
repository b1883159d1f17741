import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call } from './call';
import { allPieces } from './export-pieces';
import { keys } from './keys';

const entriesAtOnce = 50;

/** Newest first; each further page holds older entries. Without a connection, those of the whole site. */
export function useAudit(connectionId: string | undefined) {
  return useInfiniteQuery({
    queryKey: keys.audit(connectionId),
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      call('listAudit', {
        limit: entriesAtOnce,
        ...(connectionId === undefined ? {} : { connectionId }),
        ...(pageParam === undefined ? {} : { before: pageParam }),
      }),
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
}

export function useExportAudit() {
  return useMutation({
    mutationFn: (format: Input<'exportAudit'>['format']) =>
      allPieces((cursor) => call('exportAudit', { format, ...(cursor === undefined ? {} : { cursor }) })),
  });
}
