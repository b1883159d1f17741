import type { SiteSettings } from '../../../../domain/site-settings';
import { withoutRevision, type PartWords } from '../part-words';

/** What the tab "Protected" edits. */
export type ProtectedDraft = Pick<SiteSettings, 'protectedGroups' | 'protectedPeople'>;

const mostEntries = 200;
const longestName = 255;

export const protectedWords: PartWords<ProtectedDraft> = {
  draftOf: ({ settings: { protectedGroups, protectedPeople } }) => ({ protectedGroups, protectedPeople }),
  settingsOf: (draft, view) => ({ ...withoutRevision(view), ...draft }),
  errorsOf: ({ protectedGroups, protectedPeople }) => ({
    ...(protectedGroups.length > mostEntries && { protectedGroups: `At most ${mostEntries} groups.` }),
    ...(protectedGroups.some((name) => name.length > longestName) && {
      protectedGroups: `A name has at most ${longestName} characters.`,
    }),
    ...(protectedPeople.length > mostEntries && { protectedPeople: `At most ${mostEntries} people.` }),
  }),
};

/** The names with one more; one that is there already, in whatever case, stays as it is. */
export function withName(names: readonly string[], name: string): string[] {
  const trimmed = name.trim();
  const isThere = names.some((each) => each.toLowerCase() === trimmed.toLowerCase());
  return trimmed === '' || isThere ? [...names] : [...names, trimmed];
}
