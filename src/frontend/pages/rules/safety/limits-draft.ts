import type { SafetyLimit, SafetyLimits, UsualLimit } from '../../../../domain/safety-limits';
import { isNumberUpTo, isWholeNumber, percentText, shareOf } from '../../../words/number-text';
import type { FieldErrors } from '../../connector-form/field-errors';
import { errorsAmong, type Checked } from '../found-errors';

/** One limit as text. An empty `percent` means that the share does not matter. */
export interface LimitDraft {
  readonly max: string;
  readonly percent: string;
  readonly shareFloor: string;
}

export const limitNames = [
  'removals.perRun',
  'removals.perGroup',
  'additions.perRun',
  'additions.perGroup',
  'emptiedGroups',
] as const;
export type LimitName = (typeof limitNames)[number];

/** An empty `multiple` means that the usual does not matter. */
export interface UsualDraft {
  readonly multiple: string;
  readonly floor: string;
}

export type LimitsDraft = Readonly<Record<LimitName, LimitDraft>> & { readonly usual: UsualDraft };

/** The paths of the fields as the server names them. */
export const limitFields: readonly string[] = [
  ...limitNames.flatMap((name) => ['max', 'maxShare', 'shareFloor'].map((end) => `limits.${name}.${end}`)),
  'limits.usual.multiple',
  'limits.usual.floor',
];

/** A share of this many times what is there holds nothing back: the domain's way to say "no limit". */
const anyShare = 1_000;
const largestCount = 10_000_000;
const largestMultiple = 1_000;

export function limitsDraftOf({ removals, additions, emptiedGroups, usual }: SafetyLimits): LimitsDraft {
  return {
    'removals.perRun': limitDraftOf(removals.perRun),
    'removals.perGroup': limitDraftOf(removals.perGroup),
    'additions.perRun': limitDraftOf(additions.perRun),
    'additions.perGroup': limitDraftOf(additions.perGroup),
    emptiedGroups: limitDraftOf(emptiedGroups),
    usual: { multiple: usual.multiple === 0 ? '' : String(usual.multiple), floor: String(usual.floor) },
  };
}

function limitDraftOf({ max, maxShare, shareFloor }: SafetyLimit): LimitDraft {
  return {
    max: String(max),
    percent: maxShare >= anyShare ? '' : percentText(maxShare),
    shareFloor: String(shareFloor),
  };
}

export function limitsOf(draft: LimitsDraft): SafetyLimits {
  return {
    removals: { perRun: limitOf(draft['removals.perRun']), perGroup: limitOf(draft['removals.perGroup']) },
    additions: { perRun: limitOf(draft['additions.perRun']), perGroup: limitOf(draft['additions.perGroup']) },
    emptiedGroups: limitOf(draft.emptiedGroups),
    usual: usualOf(draft.usual),
  };
}

function limitOf({ max, percent, shareFloor }: LimitDraft): SafetyLimit {
  return {
    max: Number(max),
    maxShare: percent.trim() === '' ? anyShare : shareOf(percent),
    shareFloor: Number(shareFloor),
  };
}

function usualOf({ multiple, floor }: UsualDraft): UsualLimit {
  return { multiple: Number(multiple), floor: Number(floor) };
}

export function limitErrors(draft: LimitsDraft): FieldErrors<string> {
  return errorsAmong([
    ...limitNames.flatMap((name): readonly Checked[] => [
      [`limits.${name}.max`, countError(draft[name].max)],
      [
        `limits.${name}.maxShare`,
        isShare(draft[name].percent) ? undefined : 'Enter a percentage, or nothing.',
      ],
      [`limits.${name}.shareFloor`, countError(draft[name].shareFloor)],
    ]),
    ['limits.usual.multiple', isMultiple(draft.usual.multiple) ? undefined : 'Enter a number, or nothing.'],
    ['limits.usual.floor', countError(draft.usual.floor)],
  ]);
}

function countError(text: string): string | undefined {
  return isWholeNumber(text, largestCount) ? undefined : 'Enter a whole number.';
}

function isShare(percent: string): boolean {
  const largest = anyShare * 100;
  return percent.trim() === '' || (isNumberUpTo(percent, largest) && Number(percent) < largest);
}

function isMultiple(text: string): boolean {
  return text.trim() === '' || isNumberUpTo(text, largestMultiple);
}
