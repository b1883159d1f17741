import { expectReport, expectRuns, siteNow, sorted } from './look';
import { changeDirectory, changePeople, changeSite } from './change';
import * as acts from './acts';
import type { Example, Step } from './example';
import { other, setStage, type Stage } from './stage';

/** Plays an example on the engine and on the handlers behind the page, and looks at what it expects. */
export async function play(example: Example): Promise<void> {
  const stage = await setStage(example);
  if (example.protected !== undefined) await acts.protect(stage, example.protected);
  for (const step of example.steps) await unlessRefused(step, async () => take(stage, step));
  const site = example['site after'];
  if (site !== undefined) expect(siteNow(stage.site)).toEqual(sorted(site));
  if (example.report !== undefined) await expectReport(stage, example.report);
  if (example.runs !== undefined) await expectRuns(stage, example.runs);
}

async function unlessRefused(step: Step, work: () => Promise<void>): Promise<void> {
  const refused = typeof step === 'object' && 'refused' in step ? step.refused : undefined;
  if (refused === undefined) return work();
  const message = await work().then(() => 'It was not refused.', messageOf);
  expect(message).toContain(refused);
}

/** Of the page's own refusals, and of failures. */
function messageOf(error: unknown): string {
  const { answer, message } = error as {
    readonly answer?: { readonly message: string };
    readonly message: string;
  };
  return answer?.message ?? message;
}

type Words = Extract<Step, string>;
type Parts = Exclude<Step, string>;
type Part<Name extends PropertyKey> = Extract<Parts, { readonly [Key in Name]: unknown }>;
type Verb = Exclude<
  Parts extends infer Each ? (Each extends Each ? keyof Each : never) : never,
  'by' | 'refused' | 'for good'
>;
type Work = Promise<void> | void;

async function take(stage: Stage, step: Step): Promise<void> {
  if (typeof step === 'string') return inWords[step](stage);
  const verb = Object.keys(inParts).find((each) => each in step) as Verb;
  // The schema of steps says that what stands beside the verb is the verb's own.
  return inParts[verb](stage, step as never);
}

const inWords: { readonly [Word in Words]: (stage: Stage) => Work } = {
  sync: (stage) => acts.run(stage, { mode: 'sync' }),
  preview: (stage) => acts.run(stage, { mode: 'preview' }),
  undo: acts.undo,
  'resume the schedule': acts.resume,
  'forget what was rejected': acts.forgetRejected,
  'the read fails': acts.failReads,
  'the read works': ({ directory }) => {
    directory.beforePage = () => undefined;
  },
};

const inParts: { readonly [Name in Verb]: (stage: Stage, step: Part<Name>) => Work } = {
  sync: (stage) => acts.run(stage, { mode: 'sync', connectionId: other }),
  directory: (stage, { directory }) => changeDirectory(stage, stage.directory, directory),
  'other directory': (stage, step) => changeDirectory(stage, stage.otherDirectory, step['other directory']),
  people: (stage, { people }) => changePeople(stage, people),
  site: (stage, { site }) => changeSite(stage, site),
  rules: (stage, { rules }) => acts.save(stage, { rules }),
  settings: (stage, { settings }) => acts.save(stage, { settings }),
  protected: (stage, step) => acts.protect(stage, step.protected),
  hours: (stage, { hours }) => acts.pass(stage, hours),
  'hours without a look': (stage, step) => stage.server.advance(step['hours without a look'] * acts.hourMs),
  person: (stage, { person }) => acts.syncOne(stage, person),
  approve: (stage, { approve, by }) => acts.decide(stage, { decision: 'approve', groups: approve, by }),
  reject: (stage, step) =>
    acts.decide(stage, { decision: 'reject', groups: step.reject, remember: step['for good'] }),
  adopt: (stage, { adopt }) => acts.own(stage, adopt, 'adopt'),
  release: (stage, { release }) => acts.own(stage, release, 'release'),
  'hand over': (stage, step) => acts.own(stage, step['hand over'], 'hand-over'),
  'the site refuses': (stage, step) => acts.refuse(stage, step['the site refuses']),
  'site is': ({ site }, step) => expect(siteNow(site)).toEqual(sorted(step['site is'])),
  'report is': (stage, step) => expectReport(stage, step['report is']),
  'runs are': (stage, step) => expectRuns(stage, step['runs are']),
};
