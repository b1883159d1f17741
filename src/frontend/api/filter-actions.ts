import { useMutation } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call } from './call';

/** Translates another program's notation; nothing is stored. */
export function useImportFilters() {
  return useMutation({ mutationFn: (input: Input<'importFilters'>) => call('importFilters', input) });
}
