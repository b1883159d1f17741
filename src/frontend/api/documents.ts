import { useMutation } from '@tanstack/react-query';
import { call } from './call';

/** Reads a connection document of this or an earlier version; nothing is stored. */
export function useReadDocument() {
  return useMutation({ mutationFn: (document: unknown) => call('readDocument', { document }) });
}
