import { useState } from 'react';
import type { RunView } from '../../../../contract';
import type { RunReport } from '../../../../domain/run';
import { directoryName } from '../../../words/directory-words';
import { Section, sectionIds } from '../section';
import { DecideHeld } from './decide-held';
import { DecisionMessage } from './decision-message';
import { HeldGroupList } from './held-group-list';
import { heldGroups, isOpen, isUndoPreview, keyOf, openGroups, type HeldGroup } from './held-groups';
import { useIsSuperseded } from './superseded';

/** What waits for an administrator, and what was decided about it. */
export function HeldSection({ run, report }: { run: RunView; report: RunReport }) {
  if (report.held.length === 0) return null;
  return (
    <Section id={sectionIds.held} {...headingOf(run, report)}>
      <RunLimits report={report} />
      <Held run={run} report={report} />
    </Section>
  );
}

const whyHeld =
  'These changes are larger than the safety limits allow, or empty a group that is gone from the directory.';

function headingOf({ decision }: RunView, report: RunReport): { title: string; description: string } {
  if (isUndoPreview(report))
    return {
      title: 'Beyond the safety limits',
      description: 'Undoing the run needs an approval of these changes. The button above gives it.',
    };
  if (!isOpen(decision)) return { title: 'Held changes', description: whyHeld };
  return {
    title: 'Held for approval',
    description: `${whyHeld} They wait until an administrator decides.`,
  };
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
  const isSuperseded = useIsSuperseded(report);
  const groups = heldGroups(report);
  const open = openGroups(groups, run.decision);
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const isDecidable = isSuperseded === false && isOpen(run.decision);
  const isChoosing =
    isDecidable && !isUndoPreview(report) && run.decision?.kind !== 'waiting' && canBeChosen(open);
  return (
    <>
      <DecisionMessage run={run} groups={groups} />
      <HeldGroupList
        runId={run.id}
        directory={directoryName(report.connector)}
        groups={groups}
        {...(isChoosing ? { ticks: { open, unticked, onTick: setUnticked } } : {})}
      />
      <Superseded run={run} report={report} />
      {isDecidable && report.heldHash !== undefined && (
        <DecideHeld
          run={run}
          report={report}
          heldHash={report.heldHash}
          open={open}
          chosen={open.filter((group) => !unticked.has(keyOf(group)))}
          decision={run.decision}
        />
      )}
    </>
  );
}

/** Groups in reports of earlier versions have no id: they are decided about together. */
function canBeChosen(open: readonly HeldGroup[]): boolean {
  return open.length > 1 && open.every(({ sourceId }) => sourceId !== undefined);
}

function Superseded({ run, report }: { run: RunView; report: RunReport }) {
  const isSuperseded = useIsSuperseded(report);
  if (isSuperseded !== true || run.decision?.kind === 'approved') return null;
  return <p>A newer run of this connector has looked at these changes again. Decide about them there.</p>;
}
