import type { DirectoryGroup } from '../domain/directory';
import { FailureError } from '../domain/failure';
import type { GroupMapping } from '../domain/group-rules';
import { groupNameKey } from '../domain/target';
import { maxRenamedLength, readRename, type Rename } from './rename-pattern';

/** Where one directory group goes, and what decided. */
export interface MappedGroup {
  /** The renames that changed the name, by their places in `mapping.renames`, and what each made of it. */
  readonly steps: readonly { readonly rule: number; readonly result: string }[];
  /** After the renames, trimmed. May be empty, or too long for a site. */
  readonly name: string;
  /** Atlassian groups, each once; none: dropped. */
  readonly leadsTo: readonly string[];
  readonly why: 'name' | 'rename' | 'map' | 'dropped';
  /** With `map`: the place in `mapping.map` of the first entry that names the group. */
  readonly entry?: number;
}

export interface GroupMapper {
  map(group: Pick<DirectoryGroup, 'id' | 'name'>): MappedGroup;
}

/**
 * Makes the mapping ready to be asked for each group. The renames come first, then the map, which may name the group by what it was or by what it
 * has become. `unnamed: 'drop'` is for groups that no rename changed: one that matches and leaves the name as it was does not keep it.
 *
 * @throws FailureError `settings-rejected` for a rename that cannot be run, with the field `rules.mapping.renames.<place>.search` or `.replace`
 */
export function compileMapping(mapping: GroupMapping): GroupMapper {
  const renames = mapping.renames.map(toRename);
  const entries = entriesByKey(mapping);
  return {
    map: (group) => {
      const steps = stepsOf(group.name, renames);
      const name = (steps.at(-1)?.result ?? group.name).trim();
      const named = entriesFor([name, group.name, group.id, withoutKind(group.id)], entries);
      return { steps, name, ...destination({ name, steps, named, mapping }) };
    },
  };
}

function toRename(rule: GroupMapping['renames'][number], place: number): Rename {
  const read = readRename(rule);
  if (read.kind === 'ready') return read.rename;
  const field = `rules.mapping.renames.${place}.${read.part}`;
  throw new FailureError({ kind: 'settings-rejected', field, message: read.message });
}

function entriesByKey({ map }: GroupMapping): ReadonlyMap<string, readonly number[]> {
  const entries = new Map<string, number[]>();
  for (const [place, { from }] of map.entries()) {
    const key = groupNameKey(from);
    const same = entries.get(key);
    if (same === undefined) entries.set(key, [place]);
    else same.push(place);
  }
  return entries;
}

/** A name that has reached the longest length stays so: nothing sensible can come of it any more. */
function stepsOf(original: string, renames: readonly Rename[]): MappedGroup['steps'] {
  const steps: { rule: number; result: string }[] = [];
  let name = original;
  for (const [rule, rename] of renames.entries()) {
    if (name.length >= maxRenamedLength) break;
    const result = rename(name);
    if (result !== name) steps.push({ rule, result });
    name = result;
  }
  return steps;
}

/** Places in the map, each once and in order. */
function entriesFor(
  names: readonly string[],
  entries: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  const keys = new Set(names.map(groupNameKey));
  return [...new Set([...keys].flatMap((key) => entries.get(key) ?? []))].toSorted((a, b) => a - b);
}

/** As the directory shows the id: `123` of `role:123`. */
function withoutKind(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function destination(found: {
  readonly name: string;
  readonly steps: MappedGroup['steps'];
  readonly named: readonly number[];
  readonly mapping: GroupMapping;
}): Pick<MappedGroup, 'leadsTo' | 'why' | 'entry'> {
  const { name, steps, named, mapping } = found;
  const [entry] = named;
  if (entry !== undefined)
    return {
      leadsTo: uniqueNames(named.flatMap((place) => mapping.map[place]?.to ?? [])),
      why: 'map',
      entry,
    };
  if (steps.length > 0) return { leadsTo: [name], why: 'rename' };
  if (mapping.unnamed === 'drop') return { leadsTo: [], why: 'dropped' };
  return { leadsTo: [name], why: 'name' };
}

/** Each group once, in the spelling that comes first. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const name of names) if (!byKey.has(groupNameKey(name))) byKey.set(groupNameKey(name), name);
  return [...byKey.values()];
}
