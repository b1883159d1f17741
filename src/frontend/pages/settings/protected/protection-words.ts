import type { GroupProtection } from '../../../../domain/target';

/** Why a group needs no protection of an administrator's. */
export const protectionWords: Record<GroupProtection, string> = {
  'grants-administration': 'Left alone anyway: it makes people administrators',
  'default-group': 'Left alone anyway: a default group of a product',
  'externally-managed': 'Left alone anyway: another identity provider or a team owns it',
  'app-group': 'Left alone anyway: it belongs to apps or licences',
  'protected-here': 'Protected already',
};
