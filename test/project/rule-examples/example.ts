import { parse } from 'yaml';
import * as z from 'zod';
import { groupProtections } from '../../../src/domain/target';

/** `Cem`, or `Staff 1..40` for forty people. */
const people = z.array(z.string().min(1)).transform((names) => names.flatMap(expand));

function expand(name: string): readonly string[] {
  const range = /^(.*?)(\d+)\.\.(\d+)$/.exec(name);
  if (range === null) return [name];
  const [first, last] = [Number(range[2]), Number(range[3])];
  return Array.from({ length: last - first + 1 }, (_, index) => `${range[1] ?? ''}${first + index}`);
}

const goneOrRenamed = z.string().regex(/^(gone|renamed to .+)$/, 'Must be "gone" or "renamed to <name>".');
const directory = z.record(z.string(), z.union([people, goneOrRenamed]));
const person = z.strictObject({
  status: z.enum(['active', 'staged', 'inactive']).exactOptional(),
  email: z.string().exactOptional(),
  attributes: z.record(z.string(), z.array(z.string())).exactOptional(),
});
const persons = z.record(z.string(), z.union([person, z.literal('gone')]));
const guarded = z.strictObject({
  members: people,
  protection: z.enum(groupProtections),
});
const site = z.record(z.string(), z.union([people, goneOrRenamed, guarded]));
/** Of the rules or settings: what differs. They are parsed by their own schemas once they are whole. */
const partial = z.record(z.string(), z.unknown());

/** In the settings of the site: names or patterns of groups, and people. */
const protectedHere = z.strictObject({ groups: z.array(z.string()).default([]), people: people.default([]) });
export type ProtectedWords = z.infer<typeof protectedHere>;

const count = z.int().min(0);
const drift = z.record(z.string(), z.strictObject({ 'put in': people, 'taken out': people }));
/** What a report says, in the words of the page. Only what is named is looked at. */
const report = z.strictObject({
  status: z.enum(['finished', 'finished-with-failures', 'held', 'stopped']).exactOptional(),
  mode: z.enum(['preview', 'sync']).exactOptional(),
  added: count.exactOptional(),
  removed: count.exactOptional(),
  'already correct': count.exactOptional(),
  held: count.exactOptional(),
  failed: count.exactOptional(),
  unmanaged: count.exactOptional(),
  kept: count.exactOptional(),
  waiting: count.exactOptional(),
  planned: z.strictObject({ additions: count, removals: count }).exactOptional(),
  'held because': z.array(z.string()).exactOptional(),
  'stopped because': z.string().exactOptional(),
  'left alone': z.record(z.string(), z.string()).exactOptional(),
  unmatched: z.record(z.string(), z.string()).exactOptional(),
  ambiguous: z.record(z.string(), z.string()).exactOptional(),
  undecided: z.array(z.string()).exactOptional(),
  drift: drift.exactOptional(),
  says: z.string().exactOptional(),
});
export type ReportWords = z.infer<typeof report>;

const groupsMeant = z.union([z.literal('all'), z.array(z.string()).min(1)]);
/** The step is refused, with these words in the message. */
const refused = z.string().exactOptional();

const step = z.union([
  z.enum(['sync', 'preview', 'undo', 'resume the schedule', 'forget what was rejected']),
  z.enum(['the read fails', 'the read works']),
  z.strictObject({ sync: z.literal('other') }),
  z.strictObject({ directory }),
  z.strictObject({ 'other directory': directory }),
  z.strictObject({ people: persons }),
  z.strictObject({ site }),
  z.strictObject({ rules: partial, refused }),
  z.strictObject({ settings: partial, refused }),
  z.strictObject({ protected: protectedHere }),
  z.strictObject({ hours: count }),
  z.strictObject({ 'hours without a look': count }),
  z.strictObject({ person: z.string() }),
  z.strictObject({ approve: groupsMeant, by: z.string().exactOptional(), refused }),
  z.strictObject({ reject: groupsMeant, 'for good': z.literal(true).exactOptional() }),
  z.strictObject({ adopt: z.string() }),
  z.strictObject({ release: z.string() }),
  z.strictObject({ 'hand over': z.string(), refused }),
  z.strictObject({ 'the site refuses': people }),
  z.strictObject({ 'site is': z.record(z.string(), people) }),
  z.strictObject({ 'report is': report }),
  z.strictObject({ 'runs are': count }),
]);
export type Step = z.infer<typeof step>;

const example = z
  .strictObject({
    directory,
    'other directory': directory.exactOptional(),
    people: persons.default({}),
    /** People without an Atlassian account, or with one that is not as it should be. */
    accounts: z.record(z.string(), z.enum(['none', 'deactivated'])).default({}),
    site: site.default({}),
    rules: partial.default({}),
    'other rules': partial.default({}),
    settings: partial.default({}),
    protected: protectedHere.exactOptional(),
    schedule: z.string().exactOptional(),
    /** Nothing of it has been previewed yet. */
    connector: z.literal('new').exactOptional(),
    steps: z.array(step).min(1),
    'site after': z.record(z.string(), people).exactOptional(),
    report: report.exactOptional(),
    runs: count.exactOptional(),
  })
  .refine((whole) => expectsSomething(whole), 'Nothing is expected of this example.');
export type Example = z.infer<typeof example>;
export type DirectoryChange = z.infer<typeof directory>;
export type PeopleChange = z.infer<typeof persons>;
export type SiteChange = z.infer<typeof site>;

function expectsSomething(whole: object): boolean {
  return 'site after' in whole || 'report' in whole || 'runs' in whole;
}

/** @throws ZodError for anything that this runner does not understand */
export function readExample(yaml: string): Example {
  return example.parse(parse(yaml));
}
