import * as z from 'zod';
import { FailureError } from '../domain/failure';
import { defaultRules } from '../domain/sync-rules';

type Json = Readonly<Record<string, unknown>>;

/** A document in the form of another version. What it is not sure of, it leaves to whoever parses the newest form. */
interface Migrated {
  readonly document: Json;
  /** Sentences on what was filled in. */
  readonly notes: readonly string[];
}

/** From each version to the next. The newest version is the one that none leads away from. */
const migrations: ReadonlyMap<number, (document: Json) => Migrated> = new Map([[1, fromVersion1]]);
export const newestVersion = migrations.size + 1;

const versioned = z.looseObject({ version: z.int() });

/**
 * A connection document of any version in the form of the newest. What is no document at all comes back as it was: the newest form says what is wrong.
 *
 * @throws FailureError `settings-rejected` with field `version` for a version that this app does not know
 */
export function migrateDocument(value: unknown): {
  readonly document: unknown;
  readonly notes: readonly string[];
} {
  const parsed = versioned.safeParse(value);
  if (!parsed.success) return { document: value, notes: [] };
  let { version, ...document } = parsed.data;
  refuseUnknown(version);
  const notes: string[] = [];
  for (let step = migrations.get(version); step !== undefined; step = migrations.get(version)) {
    const next = step(document);
    document = next.document;
    notes.push(...next.notes);
    version += 1;
  }
  return { document: withWholeRules({ ...document, version }), notes };
}

/** A file may name the parts of the rules that it means to change; the rest is the default. */
function withWholeRules(document: Json): Json {
  const rules = asJson(document['rules']);
  return rules === undefined ? document : { ...document, rules: over(defaultRules, rules) };
}

function over(defaults: Json, given: Json): Json {
  const filled = Object.entries(defaults).map(([name, value]) => {
    const [whole, part] = [asJson(value), asJson(given[name])];
    if (whole !== undefined && part !== undefined) return [name, over(whole, part)];
    return [name, Object.hasOwn(given, name) ? given[name] : value];
  });
  return { ...given, ...Object.fromEntries(filled) };
}

function refuseUnknown(version: number): void {
  if (version >= 1 && version <= newestVersion) return;
  const message = `This file is of version ${version}; this app reads versions 1 to ${newestVersion}. Update the app, or export the connector again from the app that is to read it.`;
  throw new FailureError({ kind: 'settings-rejected', field: 'version', message });
}

/** What version 1 did without these parts of the rules, in words. */
const partsSinceVersion2: Readonly<Record<string, string>> = {
  mapping: 'every directory group goes to the Atlassian group of its name',
  conditions: 'no attribute of people decides anything',
  existingGroups:
    'a group that is there already is used, and nobody in it is removed whom the app did not add',
  removal: 'who leaves, is inactive or takes no part any more loses the managed memberships at once',
  drift: 'who was taken out by hand is put back, and who was put in stays',
  approvals: 'one administrator approves what is held',
  examples: 'there are none',
};
const limitsSinceVersion2: Readonly<Record<string, string>> = {
  emptiedGroups: 'runs that would leave many groups without members are held; version 1 did not look',
  usual: 'runs that remove far more than usual are held; version 1 did not look',
};

/** Version 1 had rules of two parts: whether missing groups are created, and the limits. */
function fromVersion1(document: Json): Migrated {
  const rules = asJson(document['rules']);
  if (rules === undefined) return { document, notes: [] };
  const parts = fill(rules, { defaults: defaultRules, words: partsSinceVersion2, path: 'rules' });
  const limits = asJson(rules['limits']);
  if (limits === undefined) return { document: { ...document, rules: parts.filled }, notes: parts.notes };
  const filling = { defaults: defaultRules.limits, words: limitsSinceVersion2, path: 'rules.limits' };
  const filled = fill(limits, filling);
  return {
    document: { ...document, rules: { ...parts.filled, limits: filled.filled } },
    notes: [...parts.notes, ...filled.notes],
  };
}

interface Filling {
  readonly defaults: Json;
  /** By the part: what its default means. */
  readonly words: Readonly<Record<string, string>>;
  readonly path: string;
}

function fill(
  given: Json,
  { defaults, words, path }: Filling,
): { readonly filled: Json; readonly notes: readonly string[] } {
  const absent = Object.keys(words).filter((part) => given[part] === undefined);
  return {
    filled: { ...given, ...Object.fromEntries(absent.map((part) => [part, defaults[part]])) },
    notes: absent.map((part) => `"${path}.${part}" was filled in: ${words[part] ?? ''}.`),
  };
}

function asJson(value: unknown): Json | undefined {
  return z.record(z.string(), z.unknown()).safeParse(value).data;
}
