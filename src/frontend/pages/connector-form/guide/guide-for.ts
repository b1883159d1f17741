import type { DirectoryDraft } from '../directory-draft';
import { entraGuide } from './entra-guide';
import { oktaGuide } from './okta-guide';
import { oneLoginGuide } from './onelogin-guide';
import type { Guide } from './guide';

/** For the way to sign in that is chosen in the form. */
export function guideFor(directory: DirectoryDraft): Guide {
  if (directory.kind === 'onelogin') return oneLoginGuide;
  return directory.kind === 'okta' ? oktaGuide(directory) : entraGuide(directory);
}
