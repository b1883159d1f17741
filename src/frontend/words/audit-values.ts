import type { AuditedChange } from '../../domain/audit';
import { spacedWord } from './audit-words';
import { count, counted } from './count';
import { percentText } from './number-text';
import { scheduleWords } from './schedule-words';

export type NameOf = (accountId: string) => string;

/** One audited change as one reads it. `lists`: what came and went in a list; `secret`: that it changed, and nothing more. */
export type ChangeWords =
  | { readonly kind: 'secret' }
  | { readonly kind: 'set'; readonly value: string }
  | { readonly kind: 'gone'; readonly value: string }
  | { readonly kind: 'change'; readonly before: string; readonly after: string }
  | { readonly kind: 'list'; readonly added: readonly string[]; readonly removed: readonly string[] };

export function changeWords({ path, before, after }: AuditedChange, nameOf: NameOf): ChangeWords {
  if (before === undefined && after === undefined) return { kind: 'secret' };
  const lists = listsOf(before, after);
  if (lists !== undefined) {
    const words = (item: unknown) => itemWords(path, item, nameOf);
    return { kind: 'list', added: lists.added.map(words), removed: lists.removed.map(words) };
  }
  const value = (json: string | undefined) => valueWords(path, json, nameOf);
  if (before === undefined) return { kind: 'set', value: value(after) };
  if (after === undefined) return { kind: 'gone', value: value(before) };
  return { kind: 'change', before: value(before), after: value(after) };
}

interface Lists {
  readonly added: readonly unknown[];
  readonly removed: readonly unknown[];
}

/** Long lists are stored as what went and what came, with a remark behind; short ones whole. */
function listsOf(before: string | undefined, after: string | undefined): Lists | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [old, now] = [listOf(before), listOf(after)];
  if (old === undefined || now === undefined) return undefined;
  return { added: without(now, old), removed: without(old, now) };
}

function listOf(json: string): readonly unknown[] | undefined {
  const value = parsed(json.replace(/ \(of \d+ items, those that (went|came).*\)$/, ''));
  return Array.isArray(value) ? value : undefined;
}

function without(items: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const known = new Set(others.map((other) => JSON.stringify(other)));
  return items.filter((item) => !known.has(JSON.stringify(item)));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A stored value as one reads it. What is no JSON (a long value is cut) stays as it is. */
export function valueWords(path: string, json: string | undefined, nameOf: NameOf = itself): string {
  if (json === undefined) return 'nothing';
  const value = parsed(json);
  if (value === undefined) return json;
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((item) => itemWords(path, item, nameOf)).join('; ');
  return special(path, value, nameOf) ?? plainWords(value);
}

function itself(accountId: string): string {
  return accountId;
}

const removals = { remove: 'they are taken out of the synced groups', keep: 'they stay in their groups' };

/** As the forms call them. */
const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'rules.mapping.unnamed': { keep: 'synced under their own names', drop: 'not synced' },
  'rules.existingGroups.policy': {
    use: 'use it, and never take out who is in it already',
    adopt: 'take it over',
    ask: 'ask first',
    skip: 'leave it alone',
    suffix: 'use another group, with a suffix',
  },
  'rules.removal.left': removals,
  'rules.removal.inactive': removals,
  'rules.removal.outOfScope': removals,
  'rules.drift.policy': {
    'put-back': 'add again who was taken out',
    repair: 'undo all changes made by hand',
    report: 'only list them',
    accept: 'leave them, and do not list them again',
  },
  'target.api': { jira: 'Jira', confluence: 'Confluence' },
};

function special(path: string, value: unknown, nameOf: NameOf): string | undefined {
  if (typeof value === 'string') {
    if (path === 'target.syncAccountId') return nameOf(value);
    if (path === 'schedule.cron') return cronWords(value);
    return choices[path]?.[value];
  }
  if (typeof value !== 'number') return undefined;
  if (path.endsWith('.maxShare')) return value >= anyShare ? 'no limit' : `${percentText(value)} %`;
  if (path === 'rules.removal.graceHours') return value === 0 ? 'nothing' : counted(value, 'hour');
  return undefined;
}

function cronWords(cron: string): string {
  const words = scheduleWords(cron);
  return words.kind === 'words' ? words.text : cron;
}

/** The domain's way to say that a share does not matter. */
const anyShare = 1_000;

type Item = Readonly<Record<string, unknown>>;

/** Items of lists that are more than a name. */
const items: Readonly<Record<string, (item: Item) => string>> = {
  'rules.mapping.renames': ({ kind, search, replace }) =>
    `${kind === 'expression' ? 'pattern ' : ''}“${text(search)}” becomes “${text(replace)}”`,
  'rules.mapping.map': ({ from, to }) => `${text(from)} goes to ${list(to)}`,
  'rules.conditions': ({ attribute, values, effect }) =>
    `${text(attribute)} is ${list(values, 'or')}: ${effectWords(effect)}`,
  'rules.existingGroups.decisions': ({ group, decision }) =>
    `${text(group)}: ${choices['rules.existingGroups.policy']?.[text(decision)] ?? text(decision)}`,
  'rules.existingGroups.released': ({ group }) => text(group),
  'rules.drift.groups': ({ group, policy }) =>
    `${text(group)}: ${choices['rules.drift.policy']?.[text(policy)] ?? text(policy)}`,
  'rules.examples': ({ name }) => text(name),
};

function itemWords(path: string, item: unknown, nameOf: NameOf): string {
  if (path === 'protectedPeople' && typeof item === 'string') return nameOf(item);
  const tell = items[path];
  return tell !== undefined && isItem(item) ? tell(item) : plainWords(item);
}

function isItem(item: unknown): item is Item {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function effectWords(effect: unknown): string {
  if (!isItem(effect)) return plainWords(effect);
  if (effect['kind'] === 'grant') return `gets ${text(effect['group'])}`;
  return effect['kind'] === 'include' ? 'takes part' : 'takes no part';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : plainWords(value);
}

function list(value: unknown, last = 'and'): string {
  if (!Array.isArray(value)) return text(value);
  const names = value.map(text);
  const end = names.at(-1) ?? 'nothing';
  return names.length < 2 ? end : `${names.slice(0, -1).join(', ')} ${last} ${end}`;
}

function plainWords(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return count(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plainWords).join('; ');
  if (typeof value === 'object' && value !== null) return partsOf(value);
  return 'nothing';
}

function partsOf(value: object): string {
  const parts = Object.entries(value).map(([name, part]) => `${spacedWord(name)}: ${plainWords(part)}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
