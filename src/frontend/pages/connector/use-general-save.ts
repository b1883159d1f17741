import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection, Revised } from '../../../domain/connection';
import { useTestConnection } from '../../api/connection-actions';
import { call } from '../../api/call';
import { keys } from '../../api/keys';
import { useSavePart } from '../../api/save-part';
import { configurationOf, type ConnectorDraft } from '../connector-form/draft';

type Stored = Revised<Connection>;

interface SaveEnds {
  readonly onSaved: (saved: Stored) => void;
  readonly onRefused: (error: unknown) => void;
}

export interface GeneralSave {
  /** The connection that the form started from. */
  readonly base: Stored;
  readonly run: (draft: ConnectorDraft, after: 'test' | 'stay', ends: SaveEnds) => void;
  /** Fetches what is stored now and starts the form from it. */
  readonly reload: (onLoaded: (latest: Stored) => void) => Promise<void>;
  readonly busy: 'test' | 'stay' | undefined;
  readonly isSaved: boolean;
  readonly error: unknown;
}

export function useGeneralSave(connection: Stored): GeneralSave {
  const [base, setBase] = useState(connection);
  const [after, setAfter] = useState<'test' | 'stay'>('stay');
  const save = useSavePart();
  const test = useTestConnection();
  const { reload } = useReload(base.id, (latest) => {
    setBase(latest);
    save.reset();
  });
  return {
    base,
    reload,
    busy: save.isPending ? after : undefined,
    isSaved: save.isSuccess,
    error: save.error,
    run: (draft, then, { onSaved, onRefused }) => {
      setAfter(then);
      save.mutate(
        { base, partOf: generalPart, build: (current) => inputOf(current, draft) },
        {
          onError: onRefused,
          onSuccess: ({ connection: saved }) => {
            setBase(saved);
            onSaved(saved);
            if (then === 'test') test(saved.id, saved.configuration);
          },
        },
      );
    },
  };
}

/** Fetches the connection anew, for a form that lost against another save. */
export function useReload(id: string, onLatest: (latest: Stored) => void) {
  const client = useQueryClient();
  const reload = async (onLoaded: (latest: Stored) => void): Promise<void> => {
    const { connection } = await client.fetchQuery({
      queryKey: keys.connection(id),
      queryFn: () => call('getConnection', { id }),
      staleTime: 0,
    });
    onLatest(connection);
    onLoaded(connection);
  };
  return { reload };
}

/** How often everything is read belongs to the neighbouring tab. */
function generalPart({ name, configuration, rules, secretSetAtMs }: Connection): unknown {
  const { reading: _reading, ...settings } = configuration.settings;
  return [name, configuration.kind, settings, rules.createMissingGroups, secretSetAtMs];
}

function inputOf(current: Stored, draft: ConnectorDraft) {
  return {
    id: current.id,
    revision: current.revision,
    name: draft.name.trim(),
    configuration: configurationOf(draft, current.configuration.settings.reading),
    ...(draft.secret === '' ? {} : { secret: draft.secret }),
    rules: { ...current.rules, createMissingGroups: draft.createMissingGroups },
    schedule: current.schedule,
  };
}
