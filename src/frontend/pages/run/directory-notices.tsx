import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import type { RunView } from '../../../contract';
import type { RunReport } from '../../../domain/run';
import { lostPeopleAdvice, lostPeopleWords, sharedWords } from '../../words/directory-notices';
import { showSection } from './changes/show-changes';
import { chosenWords, heldGroups, isOpen, openGroups } from './held/held-groups';
import { sectionIds } from './section-ids';

interface OfRun {
  readonly run: RunView;
  readonly report: RunReport;
}

/** A directory that lost many people, above a result that does not show it: nothing may have been held. */
export function LostPeople({ run, report }: OfRun) {
  const words = lostPeopleWords(report);
  if (words === undefined || waits(run, report)) return null;
  return (
    <SectionMessage appearance="warning" title={words}>
      <p>{lostPeopleAdvice}</p>
    </SectionMessage>
  );
}

/** The same within the message that something waits: why it does. */
export function LikelyCause({ run, report }: OfRun) {
  const words = lostPeopleWords(report);
  if (words === undefined || !waits(run, report)) return null;
  return (
    <p>
      <strong>{words}</strong> That is the likely cause. {lostPeopleAdvice}
    </p>
  );
}

/** Leads from the message to what waits, which may be out of sight. */
export function ReviewHeld({ run, report }: OfRun) {
  if (!waits(run, report) || report.task?.kind === 'undo') return null;
  const open = openGroups(heldGroups(report), run.decision);
  return (
    <Button
      {...(report.mode === 'sync' && { appearance: 'primary' as const })}
      onClick={() => showSection(sectionIds.held)}
    >
      Review {chosenWords({ open, chosen: open, decision: run.decision }, report)}
    </Button>
  );
}

/** Other connectors that write to the same groups. */
export function SharedGroups({ report: { shared = [] } }: Pick<OfRun, 'report'>) {
  return shared.map((other) => <p key={other.name}>{sharedWords(other)}</p>);
}

function waits({ decision }: RunView, { status }: RunReport): boolean {
  return status === 'held' && isOpen(decision);
}
