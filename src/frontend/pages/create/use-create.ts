import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectionView, Outputs } from '../../../contract';
import { call } from '../../api/call';
import { useCreateConnection, useTestConnection } from '../../api/connection-actions';
import { isSame } from '../../api/is-same';
import { keys } from '../../api/keys';
import { configurationOf, type ConnectorDraft } from '../connector-form/draft';
import { createInput, type BesidesForm } from './create-input';

export type Create = ReturnType<typeof useCreate>;

/** Tests what stands in the form, and makes a connector of it. A new connector has been tested, here or at once after it was created. */
export function useCreate(besides: BesidesForm) {
  const client = useQueryClient();
  const save = useCreateConnection();
  const testSaved = useTestConnection();
  const test = useMutation({ mutationFn: testDraft });
  const [last, setLast] = useState<'test' | 'create'>('create');
  const testedFor = (draft: ConnectorDraft) =>
    test.data !== undefined && isSame(reachOf(test.variables), reachOf(draft))
      ? { checks: test.data.checks, atMs: test.submittedAt }
      : undefined;
  const create = (draft: ConnectorDraft, onCreated: (view: ConnectionView) => void): void => {
    setLast('create');
    save.mutate(createInput(draft, besides), {
      onSuccess: (view) => {
        const { id, configuration } = view.connection;
        const tested = testedFor(draft);
        if (tested === undefined) testSaved(id, configuration);
        else client.setQueryData(keys.test(id), { checks: tested.checks }, { updatedAt: tested.atMs });
        onCreated(view);
      },
    });
  };
  return {
    create,
    test: (draft: ConnectorDraft): void => {
      setLast('test');
      save.reset();
      test.mutate(draft);
    },
    testedFor,
    busy: save.isPending || test.isPending ? last : undefined,
    error: last === 'create' ? save.error : test.error,
    problem: last === 'create' ? 'The connector could not be created' : 'The connection could not be tested',
  };
}

function testDraft(draft: ConnectorDraft): Promise<Outputs['testConnection']> {
  return call('testConnection', { configuration: configurationOf(draft, undefined), secret: draft.secret });
}

/** What decides how a test goes. */
function reachOf({ directory, secret, selection }: ConnectorDraft): unknown {
  return [directory, secret, selection];
}
