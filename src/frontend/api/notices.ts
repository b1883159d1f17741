import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call } from './call';
import { keys } from './keys';

const everyMs = 60_000;

/** The issues that tell of something now. */
export function useNotices() {
  return useQuery({
    queryKey: keys.notices,
    queryFn: () => call('listNotices', {}),
    refetchInterval: everyMs,
  });
}

/** Projects in which the app may create issues; those of the last search stay until the next have come. */
export function useNoticeProjects(text: string) {
  return useQuery({
    queryKey: keys.noticeProjects(text),
    queryFn: () => call('listNoticeProjects', text === '' ? {} : { text }),
    placeholderData: keepPreviousData,
  });
}

export function useTestNotice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (place: Input<'testNotice'>) => call('testNotice', place),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notices }),
  });
}
