import type { ChangeOrder, ChangeRow } from '../../domain/change-row';
import type { RemovalCause } from '../../domain/plan';

export const changeKinds: readonly ChangeRow['kind'][] = ['add', 'remove', 'create'];
export const changeOutcomes = ['planned', 'held', 'done', 'failed'] as const;
export const removalCauses: readonly RemovalCause[] = [
  'left',
  'inactive',
  'out-of-scope',
  'not-member',
  'by-hand',
];

/** Which changes of a run are shown, and how; what is absent does not matter. */
export interface ChangesFilter {
  readonly kind?: ChangeRow['kind'];
  readonly outcome?: (typeof changeOutcomes)[number];
  readonly cause?: RemovalCause;
  readonly sourceId?: string;
  readonly text?: string;
  /** Absent: by group. */
  readonly order?: Exclude<ChangeOrder, 'group'>;
}

/** The filter of an address such as `/runs/<id>/change/remove/reason/left/by/person`. What is not known is left out. */
export function changesFilterOf(parts: readonly string[]): ChangesFilter {
  const [name, value, ...rest] = parts;
  if (name === undefined || value === undefined) return {};
  return { ...changesFilterOf(rest), ...partOf(name, value) };
}

function partOf(name: string, value: string): ChangesFilter {
  switch (name) {
    case 'change':
      return present('kind', known(changeKinds, value));
    case 'outcome':
      return present('outcome', known(changeOutcomes, value));
    case 'reason':
      return present('cause', known(removalCauses, value));
    case 'group':
      return { sourceId: value };
    case 'search':
      return { text: value };
    case 'by':
      return value === 'person' ? { order: value } : {};
    default:
      return {};
  }
}

function known<T extends string>(values: readonly T[], value: string): T | undefined {
  return values.find((each) => each === value);
}

function present<Name extends keyof ChangesFilter>(
  name: Name,
  value: ChangesFilter[Name] | undefined,
): ChangesFilter {
  return value === undefined ? {} : { [name]: value };
}

export function changesPath(runId: string, filter: ChangesFilter = {}): string {
  const { kind, outcome, cause, sourceId, text, order } = filter;
  const parts = [
    ['change', kind],
    ['outcome', outcome],
    ['reason', cause],
    ['group', sourceId],
    ['search', text],
    ['by', order],
  ] as const;
  const set = parts.filter(([, value]) => value !== undefined && value !== '');
  return [`/runs/${runId}`, ...set.map(([name, value]) => `${name}/${encodeURIComponent(value ?? '')}`)].join(
    '/',
  );
}
