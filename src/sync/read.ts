import type { DirectorySnapshot } from '../domain/directory';
import { FailureError, failureOf } from '../domain/failure';
import { peopleRulesOf } from '../domain/people-rules';
import type { Connector } from '../domain/ports';
import { refuseLostAttributes } from './lost-attributes';
import { baseOf, chooseReading, forgotten } from './reading';
import { newState, openSession, replay, settle, unread, type ReadSession } from './read-session';
import { readStreams, report } from './read-streams';
import type { ReadState } from './run-documents';
import { enterPhase, type RunDeps, type Slice } from './slice';
import { buildSnapshot } from './snapshot';
import { findStrays, readStrays } from './strays';

/** Takes up a read where its pages end, or begins one. */
export async function openRead(slice: Slice, connector: Connector, deps: RunDeps): Promise<ReadSession> {
  const stored = await slice.documents.get('read');
  const taken =
    stored === undefined ? await begin(slice, connector, deps) : await takeUp(slice, stored, deps);
  const session = openSession(connector, taken ?? beginAnew(slice, connector));
  await replay(slice, session);
  // What an earlier slice counted stands until there is more.
  if (session.isTouched || session.base !== undefined) report(slice, session.records);
  return session;
}

type Begun = Pick<ReadSession, 'state' | 'base'>;

/** Only what changed, where that may be and can be; else everything, with the reason in the report. */
async function begin(slice: Slice, connector: Connector, deps: RunDeps): Promise<Begun> {
  const choice = await chooseReading(slice, connector, deps);
  if (choice.kind === 'changes') {
    const { base } = choice;
    return { state: { ...newState(connector.groupStreams(base.marks)), base: base.runId }, base };
  }
  if (choice.why !== undefined) slice.note({ notes: [...slice.run().notes, choice.why] });
  return everything(connector);
}

function everything(connector: Connector): Begun {
  return { state: newState(connector.groupStreams()), base: undefined };
}

/** With everything, as long as nothing was made of what was read. */
function beginAnew(slice: Slice, connector: Connector): Begun {
  const { phase, notes } = slice.run();
  if (phase !== 'groups' && phase !== 'people') throw new FailureError(forgotten);
  const note = 'Everything was read, because what was stored of the last read was forgotten in the meantime.';
  slice.note({ notes: [...notes, note] });
  return everything(connector);
}

/** Undefined where what it went on from is not there any more. */
async function takeUp(slice: Slice, state: ReadState, deps: RunDeps): Promise<Begun | undefined> {
  if (state.base === undefined) return { state, base: undefined };
  const base = await baseOf(slice, state.base, deps);
  return base === undefined ? undefined : { state, base };
}

/** Reads on. True when the directory was read to its end and can be judged by, false when the slice must end before. */
export async function readOn(slice: Slice, session: ReadSession, deps: RunDeps): Promise<boolean> {
  while (session.state.stage !== 'done') {
    if (slice.mustEnd()) return false;
    try {
      await step(slice, session, deps);
    } catch (error) {
      if (!(await startsAnew(slice, session, error))) throw error;
    }
    await slice.beat();
  }
  await refuseLostAttributes(slice, session, deps);
  return true;
}

/** The snapshot of a read that is done. */
export function snapshotOf(slice: Slice, session: ReadSession): DirectorySnapshot {
  const { connector, state, records } = session;
  return buildSnapshot(records, {
    streams: state.streams,
    selection: connector.selectGroups([...records.groups.values()]),
    rules: peopleRulesOf(slice.connection.configuration, slice.connection.rules),
    readAtMs: slice.run().startedAtMs,
  });
}

async function step(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { stage, streams } = session.state;
  if (stage === 'strays') {
    await readStrays(slice, session);
    return report(slice, session.records);
  }
  if (streams.some((state) => !state.done)) return readStreams(slice, session);
  if (stage === 'groups') return planPeople(slice, session, deps);
  settle(session);
  return findStrays(slice, session, deps);
}

/** A directory that cannot tell any more what changed is read whole, in the same run. */
async function startsAnew(slice: Slice, session: ReadSession, error: unknown): Promise<boolean> {
  const failure = failureOf(error);
  if (failure.kind !== 'changes-lost' || session.base === undefined) return false;
  Object.assign(session, everything(session.connector));
  await replay(slice, session);
  await slice.documents.put('read', session.state);
  slice.note({ notes: [...slice.run().notes, failure.message] });
  return true;
}

async function planPeople(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { groups, members, unclear, told } = session.records;
  const plan = await session.connector.planPeople(
    { groups: [...groups.values()], members, unclear, told },
    session.base?.marks,
  );
  const { way, why, estimatedCalls } = plan;
  slice.note({ reading: { way, why, estimatedCalls } });
  enterPhase(slice, 'people', deps.clock.now());
  session.state = {
    ...session.state,
    stage: 'people',
    way,
    streams: [...session.state.streams, ...plan.streams.map(unread)],
  };
  await slice.documents.put('read', session.state);
}
