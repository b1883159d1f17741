import SectionMessage from '@atlaskit/section-message';
import type { RunView } from '../../../contract';
import { useNow } from '../../components/moment';
import { useActorNames } from '../../components/use-actor-names';
import { standingOf } from '../../words/run-standing';
import { duration, momentNear } from '../../words/time';

type Waiting = NonNullable<RunView['waiting']>;

/** Why a run that is under way does not go on, or what was asked of it; nothing while it simply works. */
export function RunStandingMessage({ run }: { run: RunView }) {
  const standing = standingOf(run);
  if (standing === 'cancelling') {
    return (
      <SectionMessage appearance="information" title="Cancelling">
        <p>The run stops after its present step. What it did until then stands here when it has ended.</p>
      </SectionMessage>
    );
  }
  if (standing === 'pausing') {
    return (
      <SectionMessage appearance="information" title="Pausing">
        <p>The run stops after its present step.</p>
      </SectionMessage>
    );
  }
  if (run.waiting === undefined) return null;
  if (standing === 'paused') return <Paused wish={run.wish} waiting={run.waiting} />;
  return <WaitingFor {...run.waiting} />;
}

const clockMs = 1_000;

function Paused({ wish, waiting: { untilMs } }: { wish: RunView['wish']; waiting: Waiting }) {
  const nameOf = useActorNames();
  const nowMs = useNow(clockMs);
  const title =
    wish === undefined
      ? 'Paused'
      : `Paused by ${nameOf(wish.byAccountId)} at ${momentNear(wish.atMs, nowMs)}`;
  return (
    <SectionMessage appearance="warning" title={title}>
      <p>
        {untilMs > nowMs
          ? `Nothing is done until somebody resumes it. If nobody does by ${momentNear(untilMs, nowMs)}, in ${duration(untilMs - nowMs)}, the run ends, because what it has read grows old.`
          : 'The run was paused for too long and ends within five minutes, because what it has read grows old.'}
      </p>
      <p>Scheduled syncs of this connector that come meanwhile are skipped.</p>
    </SectionMessage>
  );
}

function WaitingFor({ untilMs, message }: Waiting) {
  const nowMs = useNow(clockMs);
  const leftMs = untilMs - nowMs;
  return (
    <SectionMessage appearance="information" title={`Waiting until ${momentNear(untilMs, nowMs)}`}>
      <p>{message}</p>
      <p>{leftMs > 0 ? `Goes on in ${duration(leftMs)}.` : 'Goes on within five minutes.'}</p>
    </SectionMessage>
  );
}
