import { changeGroup, changeMembership, changePerson, leaveAll } from './change-directory';
import { saveRules } from './change-rules';
import { changeByHand } from './change-site';
import { approve, doneRuns, heldRuns, reject, rejectableRuns, undo } from './decide-held';
import { expectAgreement } from './look';
import { own } from './own-group';
import { anyRun, runBoth } from './run-both';
import { connectionOf, type Scene } from './scene';
import type { Step, StepOf } from './steps';

/** Whether the step means anything now. */
export function isPossible(scene: Scene, step: Step): boolean {
  if (step.kind === 'reject') return rejectableRuns(scene, step.at).length > 0;
  if (step.kind === 'approve') return heldRuns(scene, step.at).length > 0;
  if (step.kind === 'undo') return doneRuns(scene, step.at).length > 0;
  return step.kind !== 'own' || connectionOf(scene, step.at).seen.size > 0;
}

/** Does a step on both sides, and looks whether they agree. */
export async function perform(scene: Scene, step: Step): Promise<void> {
  await deeds[step.kind](scene, step as never);
  await expectAgreement(scene);
}

const deeds: { readonly [Kind in Step['kind']]: (scene: Scene, step: StepOf<Kind>) => Promise<void> | void } =
  {
    person: changePerson,
    membership: changeMembership,
    'directory-group': changeGroup,
    exodus: leaveAll,
    'by-hand': changeByHand,
    rules: (scene, { at, rules }) => saveRules(scene, at, rules),
    time: ({ world }, { hours }) => world.advance(hours * 3_600_000),
    run: (scene, { at, mode, reads, weather }) =>
      runBoth(scene, {
        ...anyRun,
        at,
        mode,
        // A directory that tells changes does not tell that it is empty.
        readMode: weather.kind === 'empty' ? 'complete' : reads,
        weather,
      }),
    'person-run': (scene, { at, person, weather }) =>
      runBoth(scene, { ...anyRun, at, task: { kind: 'person', userId: person }, weather }),
    approve,
    reject,
    undo,
    own,
  };
