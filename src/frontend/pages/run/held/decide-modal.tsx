import type { ReactNode } from 'react';
import type { RunView } from '../../../../contract';
import type { RunReport } from '../../../../domain/run';
import { useDecideHeld } from '../../../api/run-actions';
import { ConfirmModal } from '../../../components/confirm-modal';
import { useNavigation } from '../../../routing/navigation';
import { paths } from '../../../routing/route';
import { counted } from '../../../words/count';
import { useApprovalsNeeded } from './approvals';
import { chosenIds, chosenWords, heldCountWords, type HeldChoice, type HeldGroup } from './held-groups';

export type Choice = 'approve' | 'reject' | 'reject-for-good';

export interface DecideProps extends HeldChoice {
  readonly run: RunView;
  readonly report: RunReport;
  readonly heldHash: string;
}

interface DecideModalProps extends DecideProps {
  readonly choice: Choice;
  readonly onClose: () => void;
}

const words = {
  approve: { title: 'Apply the held changes?', label: 'Approve and apply', appearance: 'warning' },
  reject: { title: 'Reject the held changes?', label: 'Reject', appearance: 'primary' },
  'reject-for-good': {
    title: 'Reject the held changes for good?',
    label: 'Reject and do not propose again',
    appearance: 'warning',
  },
} as const;

/** Decides about the held changes that were shown, and no others: the server compares their hash. */
export function DecideModal(props: DecideModalProps) {
  const { run, report, heldHash, open, chosen, choice, onClose } = props;
  const { navigate } = useNavigation();
  const decide = useDecideHeld();
  const { title, ...confirm } = words[choice];
  const send = (): void =>
    decide.mutate(
      {
        runId: run.id,
        heldHash,
        decision: choice === 'approve' ? 'approve' : 'reject',
        ...(choice === 'reject-for-good' ? { remember: true } : {}),
        ...chosenIds(props),
      },
      {
        onSuccess: ({ run: started }) => {
          if (started === undefined) onClose();
          else navigate(paths.run(started.id));
        },
      },
    );
  return (
    <ConfirmModal
      title={title}
      confirm={confirm}
      isBusy={decide.isPending}
      error={decide.error}
      onConfirm={send}
      onClose={onClose}
    >
      <p>
        <strong>{chosenWords(props, report)}</strong>
        {chosen.length > 0 && ` in ${counted(chosen.length, 'group')}:`}
      </p>
      <CountsByGroup groups={chosen} />
      <Meaning {...props} />
      {chosen.length < open.length && <p>The other groups wait until the next sync looks again.</p>}
    </ConfirmModal>
  );
}

const listedAtMost = 8;

function CountsByGroup({ groups }: { groups: readonly HeldGroup[] }) {
  const more = groups.length - listedAtMost;
  return (
    <ul className="plain-list">
      {groups.slice(0, listedAtMost).map((group) => (
        <li key={group.sourceId ?? group.name}>
          {group.name}: {heldCountWords(group.count)}
        </li>
      ))}
      {more > 0 && <li>{counted(more, 'more group')}</li>}
    </ul>
  );
}

function Meaning({ choice, report, decision }: DecideModalProps): ReactNode {
  const needed = useApprovalsNeeded(report);
  if (choice === 'reject') {
    return <p>Nothing is changed. If these changes are still due, the next sync holds them again.</p>;
  }
  if (choice === 'reject-for-good') {
    return (
      <p>
        Nothing is changed, and these changes are not proposed again. You can take that back on the
        connector’s page, under “Managed groups”.
      </p>
    );
  }
  if (needed > 1 && decision?.kind !== 'waiting') {
    return (
      <p>
        Nothing is applied yet: a second administrator must approve as well. Then a new sync applies them.
      </p>
    );
  }
  return (
    <p>
      A new sync applies them, together with whatever else is due and within the limits. What is no longer due
      by then is left out, and the sync says so.
    </p>
  );
}
