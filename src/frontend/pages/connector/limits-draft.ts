import type { SafetyLimit, SafetyLimits } from '../../../domain/safety-limits';
import { isPercent, isWholeNumber, percentText, shareOf } from '../../words/number-text';
import type { FieldErrors } from '../connector-form/field-errors';

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
] as const;
export type LimitName = (typeof limitNames)[number];
export type LimitsDraft = Readonly<Record<LimitName, LimitDraft>>;

/** The paths of the fields as the server names them. */
export type LimitField = `${LimitName}.${'max' | 'maxShare' | 'shareFloor'}`;

export const limitFields = limitNames.flatMap((name): LimitField[] => [
  `${name}.max`,
  `${name}.maxShare`,
  `${name}.shareFloor`,
]);

/** A share of this many times what is there holds nothing back: the domain's way to say "no limit". */
const anyShare = 1_000;

export function limitsDraftOf({
  removals,
  additions,
}: Pick<SafetyLimits, 'removals' | 'additions'>): LimitsDraft {
  return {
    'removals.perRun': limitDraftOf(removals.perRun),
    'removals.perGroup': limitDraftOf(removals.perGroup),
    'additions.perRun': limitDraftOf(additions.perRun),
    'additions.perGroup': limitDraftOf(additions.perGroup),
  };
}

function limitDraftOf({ max, maxShare, shareFloor }: SafetyLimit): LimitDraft {
  return {
    max: String(max),
    percent: maxShare >= anyShare ? '' : percentText(maxShare),
    shareFloor: String(shareFloor),
  };
}

export function limitsOf(draft: LimitsDraft): Pick<SafetyLimits, 'removals' | 'additions'> {
  return {
    removals: { perRun: limitOf(draft['removals.perRun']), perGroup: limitOf(draft['removals.perGroup']) },
    additions: { perRun: limitOf(draft['additions.perRun']), perGroup: limitOf(draft['additions.perGroup']) },
  };
}

function limitOf({ max, percent, shareFloor }: LimitDraft): SafetyLimit {
  return {
    max: Number(max),
    maxShare: percent.trim() === '' ? anyShare : shareOf(percent),
    shareFloor: Number(shareFloor),
  };
}

export function limitErrors(draft: LimitsDraft): FieldErrors<LimitField> {
  const entries = limitNames.flatMap((name): [LimitField, string][] => {
    const { max, percent, shareFloor } = draft[name];
    return [
      ...(isCount(max) ? [] : [[`${name}.max`, 'Enter a whole number.'] as [LimitField, string]]),
      ...(isShare(percent)
        ? []
        : [[`${name}.maxShare`, 'Enter a percentage, or nothing.'] as [LimitField, string]]),
      ...(isCount(shareFloor)
        ? []
        : [[`${name}.shareFloor`, 'Enter a whole number.'] as [LimitField, string]]),
    ];
  });
  return Object.fromEntries(entries) as FieldErrors<LimitField>;
}

function isCount(text: string): boolean {
  return isWholeNumber(text, 10_000_000);
}

function isShare(percent: string): boolean {
  return percent.trim() === '' || (isPercent(percent, anyShare * 100) && Number(percent) < anyShare * 100);
}
