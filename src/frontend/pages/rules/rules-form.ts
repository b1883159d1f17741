import type { RulesPreview } from '../../../contract';
import type { SyncRules } from '../../../domain/sync-rules';
import type { FieldErrors } from '../connector-form/field-errors';
import type { RulesDraft, RulesTab } from './rules-draft';

/** The rules as the form of a connector edits them, for the three tabs that show them. */
export interface RulesForm {
  readonly connectionId: string;
  readonly draft: RulesDraft;
  /** The draft as rules. */
  readonly rules: SyncRules;
  readonly errors: FieldErrors<string>;
  readonly shown: ShownPreview | undefined;
  readonly change: <T extends RulesTab>(tab: T, parts: Partial<RulesDraft[T]>) => void;
}

/** The last preview that came, and whether the settings have been changed since it was asked for. */
export interface ShownPreview {
  readonly preview: RulesPreview;
  readonly isOutdated: boolean;
  readonly askedAtMs: number;
}
