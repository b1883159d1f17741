import { useMutation, useQuery } from '@tanstack/react-query';
import type { Input } from '../../contract';
import type { GroupMapping } from '../../domain/group-rules';
import type { SyncRules } from '../../domain/sync-rules';
import { useSettled } from '../components/use-settled';
import { call } from './call';
import { keys } from './keys';

const pauseMs = 400;
const calmMs = 60_000;

/** What the saved rules come to: collisions and groups that wait for a decision. Worked out of what is stored, and so seldom asked anew. */
export function useSavedPreview(connectionId: string) {
  return useQuery({
    queryKey: keys.savedPreview(connectionId),
    queryFn: () => call('previewRules', { connectionId }),
    staleTime: calmMs,
    refetchOnWindowFocus: false,
  });
}

/** What edited rules would change. Nothing is saved. */
export function usePreviewRules() {
  return useMutation({
    mutationFn: (input: Input<'previewRules'>) => call('previewRules', input),
  });
}

/** What a mapping makes of one name, once nobody has typed for a moment. */
export function useTriedName(mapping: GroupMapping, name: string) {
  const asked = useSettled(name.trim() === '' ? '' : JSON.stringify({ mapping, names: [name] }), pauseMs);
  return useQuery({
    queryKey: keys.triedName(asked),
    queryFn: () => call('tryMapping', JSON.parse(asked) as Input<'tryMapping'>),
    enabled: asked !== '',
    retry: false,
    staleTime: calmMs,
  });
}

/** Every fault of edited rules and every example that fails, once nobody has typed for a moment. */
export function useCheckedRules(rules: SyncRules) {
  const asked = useSettled(rules.examples.length === 0 ? '' : JSON.stringify(rules), pauseMs);
  return useQuery({
    queryKey: keys.checkedRules(asked),
    queryFn: () => call('checkRules', { rules: JSON.parse(asked) as SyncRules }),
    enabled: asked !== '',
    retry: false,
    staleTime: calmMs,
  });
}
