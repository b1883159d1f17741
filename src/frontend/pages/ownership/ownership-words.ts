import type { Input } from '../../../contract';

export type OwnershipAction = Input<'changeOwnership'>['action'];

export const ownershipActions: readonly OwnershipAction[] = ['adopt', 'release', 'hand-over'];

interface OwnershipWords {
  readonly menu: string;
  /** One line under the menu's words. */
  readonly help: string;
  /** The group's name goes behind it. */
  readonly title: string;
  /** What it means, before the numbers. */
  readonly means: string;
  readonly confirm: string;
  readonly done: string;
}

export const ownershipWords: Record<OwnershipAction, OwnershipWords> = {
  adopt: {
    menu: 'Manage everybody in it',
    help: 'Also who was put in by hand',
    title: 'Manage everybody in',
    means:
      'Everybody who is in the group now is managed by this connector from now on, also who was put in by hand. The next sync takes out who is not wanted.',
    confirm: 'Manage everybody',
    done: 'is managed with everybody in it',
  },
  release: {
    menu: 'Stop managing',
    help: 'Everybody stays in the group',
    title: 'Stop managing',
    means:
      'Nobody is added or removed now. From then on this connector leaves the group alone: everybody in it counts as put in by hand.',
    confirm: 'Stop managing',
    done: 'is no longer managed by this connector',
  },
  'hand-over': {
    menu: 'Hand over',
    help: 'To another connector',
    title: 'Hand over',
    means:
      'Nobody is added or removed now. All memberships that this connector manages in the group belong to the other connector from then on, and its next sync decides about them.',
    confirm: 'Hand over',
    done: 'was handed over',
  },
};
