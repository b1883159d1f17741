import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TargetApi } from '../../domain/target';
import { call } from './call';
import { keys } from './keys';

export function useUseMyAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (api: TargetApi) => call('useMyAccount', { api }),
    onSuccess: async (view) => {
      client.setQueryData(keys.target, view);
      await client.invalidateQueries({ queryKey: keys.overview });
    },
  });
}

export function useCheckAccess() {
  return useMutation({ mutationFn: () => call('checkAccess', {}) });
}
