import { QueryClient } from '@tanstack/react-query';
import { CallError } from './call-error';

const maxRetries = 2;

/** Only what may succeed later is asked again; a refusal is shown at once. */
function mayRetry(failures: number, error: Error): boolean {
  if (failures >= maxRetries || !(error instanceof CallError)) return false;
  return error.answer.kind === 'retry-later' || error.answer.kind === 'unavailable';
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: mayRetry, retryDelay: 1_000, staleTime: 2_000, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
