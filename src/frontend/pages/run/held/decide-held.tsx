import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import { useTarget } from '../../../api/queries';
import { count, counted } from '../../../words/count';
import { DecideModal, type Choice, type DecideProps } from './decide-modal';
import { chosenWords, isEverything, type HeldChoice } from './held-groups';

/** The buttons below the held changes. What they are about stands above them. */
export function DecideHeld(props: DecideProps) {
  const { report, chosen, decision } = props;
  const [asking, setAsking] = useState<Choice | undefined>();
  const me = useTarget().data?.me.accountId;
  const hasApproved = decision?.kind === 'waiting' && decision.by.some(({ accountId }) => accountId === me);
  // The preview of an undo is approved by the button that undoes.
  const isUndoPreview = report.task?.kind === 'undo' && report.mode === 'preview';
  const isNobody = chosen.length === 0 && !isEverything(props);
  return (
    <div className="stack-tight">
      {!isUndoPreview && (
        <p>
          {isNobody
            ? 'Tick at least one group to decide about it.'
            : `You decide about ${chosenWords(props, report)}${scopeWords(props)}.`}
        </p>
      )}
      <div className="actions">
        {!hasApproved && !isUndoPreview && (
          <Button appearance="warning" isDisabled={isNobody} onClick={() => setAsking('approve')}>
            Approve and apply
          </Button>
        )}
        <Button isDisabled={isNobody} onClick={() => setAsking('reject')}>
          Reject
        </Button>
        {report.task?.kind !== 'undo' && (
          <Button appearance="subtle" isDisabled={isNobody} onClick={() => setAsking('reject-for-good')}>
            Reject and do not propose again
          </Button>
        )}
      </div>
      <ModalTransition>
        {asking !== undefined && (
          <DecideModal {...props} choice={asking} onClose={() => setAsking(undefined)} />
        )}
      </ModalTransition>
    </div>
  );
}

function scopeWords({ open, chosen }: HeldChoice): string {
  const [first] = open;
  if (first === undefined) return '';
  if (chosen.length < open.length) return ` in ${count(chosen.length)} of ${counted(open.length, 'group')}`;
  return open.length === 1 ? ` in ${first.name}` : ` in all ${counted(open.length, 'group')}`;
}
