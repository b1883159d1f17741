import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SubjectIds } from '../routing/route';
import { explainedLocally } from '../words/local-times';
import { call } from './call';
import { keys } from './keys';

/** People and groups of the last read with this text; those of the text before stay while new ones are on their way. */
export function useSubjects(connectionId: string, text: string) {
  return useQuery({
    queryKey: keys.subjects(connectionId, text),
    queryFn: () => call('findSubjects', { connectionId, text }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
}

export function useExplanation(connectionId: string, subject: SubjectIds) {
  return useQuery({
    queryKey: keys.explanation(connectionId, subject),
    queryFn: () => call('explain', { connectionId, ...subject }),
    select: explainedLocally,
    // A person who was forgotten is not kept here either.
    gcTime: 0,
  });
}
