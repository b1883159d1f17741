import { useState } from 'react';
import type { RunView } from '../../../../contract';
import type { RunReport } from '../../../../domain/run';
import { directoryName } from '../../../words/directory-words';
import { Section, sectionIds } from '../section';
import { DecideHeld } from './decide-held';
import { DecisionMessage } from './decision-message';
import { HeldGroupList } from './held-group-list';
import { decidedGroups, heldGroups } from './held-groups';
import { useIsSuperseded } from './superseded';

/** What waits for an administrator, and what was decided about it. */
export function HeldSection({ run, report }: { run: RunView; report: RunReport }) {
  if (report.held.length === 0) return null;
  return (
    <Section
      id={sectionIds.held}
      title="Held for approval"
      description="These changes are larger than the safety limits allow, or empty a group that is gone from the directory. They wait until an administrator decides."
    >
      <RunLimits report={report} />
      <Held run={run} report={report} />
    </Section>
  );
}

/** Limits of the whole run that were passed; those of one group stand with the group. */
function RunLimits({ report }: { report: RunReport }) {
  const limits = report.held.filter(({ scope }) => scope === 'run');
  if (limits.length === 0) return null;
  return (
    <ul className="plain-list" aria-label="Limits that were passed">
      {limits.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

function Held({ run, report }: { run: RunView; report: RunReport }) {
  const groups = heldGroups(report);
  const isOpen = useIsOpen(run, report);
  // A second administrator approves what the first one chose.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(decidedGroups(groups, run.decision).map(({ sourceId, name }) => sourceId ?? name)),
  );
  const isChoosing = isOpen && run.decision === undefined && groups.length > 1;
  return (
    <>
      <DecisionMessage run={run} groups={groups} />
      <HeldGroupList
        runId={run.id}
        directory={directoryName(report.connector)}
        groups={groups}
        {...(isChoosing ? { choice: { chosen, onChoose: setChosen } } : {})}
      />
      <Superseded run={run} report={report} />
      {isOpen && report.heldHash !== undefined && (
        <DecideHeld
          run={run}
          report={report}
          heldHash={report.heldHash}
          groups={groups}
          chosen={groups.filter(({ sourceId, name }) => chosen.has(sourceId ?? name))}
        />
      )}
    </>
  );
}

function useIsOpen(run: RunView, report: RunReport): boolean {
  const isSuperseded = useIsSuperseded(report);
  return isSuperseded === false && (run.decision === undefined || run.decision.kind === 'waiting');
}

function Superseded({ run, report }: { run: RunView; report: RunReport }) {
  const isSuperseded = useIsSuperseded(report);
  if (isSuperseded !== true || run.decision?.kind === 'approved') return null;
  return <p>A newer run of this connector has looked at these changes again. Decide about them there.</p>;
}
