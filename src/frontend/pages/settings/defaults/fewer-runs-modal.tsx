import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { Outputs } from '../../../../contract';
import { useRetentionEffect } from '../../../api/site-settings';
import { ConfirmModal } from '../../../components/confirm-modal';
import { Problem } from '../../../components/problem';
import { counted } from '../../../words/count';
import { hasErrors } from '../../connector-form/field-errors';
import type { SettingsPart } from '../use-settings-part';
import { defaultsWords, retentionOf, type DefaultsDraft } from './defaults-draft';

interface RetentionQuestion {
  /** Saves, and asks first where the save deletes runs. */
  readonly save: () => void;
  readonly isAsking: boolean;
  readonly error: unknown;
  /** What would be deleted; undefined: nothing is asked. */
  readonly effect: Outputs['retentionEffect'] | undefined;
  readonly confirm: () => void;
  readonly close: () => void;
}

export function useRetentionQuestion(part: SettingsPart<DefaultsDraft>): RetentionQuestion {
  const asking = useRetentionEffect();
  const [effect, setEffect] = useState<Outputs['retentionEffect']>();
  const { runs, days } = part.view.settings.retention;
  const wanted = retentionOf(part.draft);
  const isFewer = wanted.runs < runs || wanted.days < days;
  const save = (): void => {
    asking.reset();
    if (!isFewer || hasErrors(defaultsWords.errorsOf(part.draft))) return part.save();
    asking.mutate(wanted, {
      onSuccess: (found) => (found.runs === 0 ? part.save() : setEffect(found)),
    });
  };
  return {
    save,
    isAsking: asking.isPending,
    error: asking.error,
    effect,
    confirm: () => {
      setEffect(undefined);
      part.save();
    },
    close: () => setEffect(undefined),
  };
}

export function FewerRunsModal({ question }: { question: RetentionQuestion }) {
  const { effect, error, confirm, close } = question;
  return (
    <>
      {error !== null && <Problem title="It could not be found out what this deletes" error={error} />}
      <ModalTransition>
        {effect !== undefined && (
          <ConfirmModal
            title="Keep fewer runs?"
            confirm={{ label: `Save and delete ${counted(effect.runs, 'run')}`, appearance: 'danger' }}
            isBusy={false}
            error={undefined}
            onConfirm={confirm}
            onClose={close}
          >
            <p>
              {counted(effect.runs, 'run')} of {counted(effect.connectors, 'connector')} would be kept no
              longer. They are deleted within a day, with their reports and lists of changes, and cannot be
              undone then.
            </p>
          </ConfirmModal>
        )}
      </ModalTransition>
    </>
  );
}
