import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import { count, counted } from '../../../words/count';
import { DecideModal, type Choice, type DecideProps } from './decide-modal';
import { useHasApproved } from './approvals';
import { chosenWords, isEverything, isUndoPreview, type HeldChoice } from './held-groups';

/** The buttons below the held changes. What they are about stands above them. */
export function DecideHeld(props: DecideProps) {
  const { report, chosen, decision } = props;
  const [asking, setAsking] = useState<Choice | undefined>();
  const hasApproved = useHasApproved(decision);
  const isNobody = chosen.length === 0 && !isEverything(props);
  return (
    <div className="stack-tight">
      <About {...props} isNobody={isNobody} />
      <div className="actions">
        {!hasApproved && !isUndoPreview(report) && (
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

function About(props: DecideProps & { readonly isNobody: boolean }) {
  if (isUndoPreview(props.report)) return null;
  const about = `You decide about ${chosenWords(props, props.report)}${scopeWords(props)}.`;
  return <p>{props.isNobody ? 'Tick at least one group to decide about it.' : about}</p>;
}

function scopeWords({ open, chosen }: HeldChoice): string {
  const [first] = open;
  if (first === undefined) return '';
  if (chosen.length < open.length) return ` in ${count(chosen.length)} of ${counted(open.length, 'group')}`;
  return open.length === 1 ? ` in ${first.name}` : ` in all ${counted(open.length, 'group')}`;
}
