import type { SiteSettingsView } from '../../../contract';
import type { SiteSettings } from '../../../domain/site-settings';
import type { FieldErrors } from '../connector-form/field-errors';

/** How a tab turns its part of the settings into what is typed, and back. */
export interface PartWords<D> {
  readonly draftOf: (view: SiteSettingsView) => D;
  /** The settings with what the tab says. */
  readonly settingsOf: (draft: D, view: SiteSettingsView) => SiteSettings;
  readonly errorsOf: (draft: D) => FieldErrors<string>;
}

/** The settings without their number, as a save wants them. */
export function withoutRevision({ settings }: SiteSettingsView): SiteSettings {
  const { revision: _, ...rest } = settings;
  return rest;
}
