import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Input } from '../../contract';
import { downloadText } from '../components/download-text';
import { call } from './call';
import { allPieces } from './export-pieces';

type Format = Input<'exportRun'>['format'];

export interface RunExport {
  /** Collects the pieces and hands the file to the browser; nothing is saved when the page is left meanwhile. */
  readonly begin: (format: Format) => void;
  readonly isBusy: boolean;
  /** Pieces that have arrived so far; how many there will be is not known. */
  readonly pieces: number;
  readonly error: unknown;
}

export function useRunExport(runId: string): RunExport {
  const [pieces, setPieces] = useState(0);
  const collect = useMutation({
    mutationFn: (format: Format) =>
      allPieces(
        (cursor) => call('exportRun', { runId, format, ...(cursor === undefined ? {} : { cursor }) }),
        setPieces,
      ),
  });
  const begin = (format: Format): void => {
    setPieces(0);
    collect.mutate(format, { onSuccess: downloadText });
  };
  return { begin, isBusy: collect.isPending, pieces, error: collect.error };
}
