import SectionMessage from '@atlaskit/section-message';
import { useEffect, useRef } from 'react';
import type { RunView } from '../../../../contract';
import type { HeldDecision } from '../../../../domain/run';
import { useActorNames } from '../../../components/use-actor-names';
import { AppLink } from '../../../routing/app-link';
import { paths } from '../../../routing/route';
import { counted } from '../../../words/count';
import { dateAndTime } from '../../../words/time';
import { joined, type Names } from '../names';
import { decidedGroups, type HeldGroup } from './held-groups';

interface DecisionMessageProps {
  readonly run: RunView;
  readonly groups: readonly HeldGroup[];
}

/** What was decided, by whom and when. A decision that comes while the page is open takes the focus: its button is gone. */
export function DecisionMessage({ run, groups }: DecisionMessageProps) {
  const { decision } = run;
  const element = useFocusWhenNew(decision?.kind);
  if (decision === undefined) return null;
  return (
    <div ref={element} tabIndex={-1} className="takes-focus">
      <SectionMessage
        appearance={decision.kind === 'waiting' ? 'warning' : 'information'}
        title={titleOf(decision)}
      >
        <ByWhom decision={decision} names={run.names ?? {}} />
        {(decision.sourceIds ?? decision.rejected) !== undefined && (
          <Which decision={decision} groups={groups} />
        )}
        <p>{meaningOf(decision)}</p>
        {decision.runId !== undefined && (
          <p>
            <AppLink to={paths.run(decision.runId)}>The sync that applied them</AppLink>
          </p>
        )}
      </SectionMessage>
    </div>
  );
}

function useFocusWhenNew(kind: HeldDecision['kind'] | undefined) {
  const element = useRef<HTMLDivElement>(null);
  const before = useRef(kind);
  useEffect(() => {
    if (before.current !== kind) element.current?.focus();
    before.current = kind;
  }, [kind]);
  return element;
}

function titleOf({ kind, remembered }: HeldDecision): string {
  if (kind === 'waiting') return 'A second administrator must approve';
  if (kind === 'approved') return 'The held changes were approved';
  return remembered === true ? 'The held changes were rejected for good' : 'The held changes were rejected';
}

function meaningOf({ kind, remembered }: HeldDecision): string {
  if (kind === 'waiting') {
    return 'Nothing is applied until somebody other than the first approves as well, on this page.';
  }
  if (kind === 'approved') return 'A sync applied those of them that were still due.';
  return remembered === true
    ? 'They are not proposed again. You can take that back on the connector’s page, under “Managed groups”.'
    : 'Nothing was changed. If they are still due, the next sync holds them again.';
}

function ByWhom({ decision, names }: { decision: HeldDecision; names: Names }) {
  const nameOf = useActorNames();
  const verb = decision.kind === 'rejected' ? 'Rejected' : 'Approved';
  const who = decision.by.map(
    ({ accountId, atMs }) => `${names[accountId] ?? nameOf(accountId)} on ${dateAndTime(atMs)}`,
  );
  return (
    <p>
      {verb} by {joined(who)}.
    </p>
  );
}

const namedAtMost = 5;

function Which({ decision, groups }: { decision: HeldDecision; groups: readonly HeldGroup[] }) {
  const decided = decidedGroups(groups, decision).map(({ name }) => name);
  const more = decided.length - namedAtMost;
  const named = [...decided.slice(0, namedAtMost), ...(more > 0 ? [counted(more, 'more group')] : [])];
  return <p>Only in these groups: {joined(named)}.</p>;
}
