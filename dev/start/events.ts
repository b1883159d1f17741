import type { ConnectorKind } from '../../src/domain/connection';
import type { DemoDirectory } from '../demo/directories';

export type Directories = Readonly<Record<ConnectorKind, DemoDirectory>>;

type Event = (directory: DemoDirectory) => string;

const events: Readonly<Record<string, Event>> = {
  move: (directory) => {
    directory.move();
    return 'Amelia has left Engineering, and Nadia has joined Sales.';
  },
  lose: (directory) => {
    const { lost, of } = directory.loseHalf();
    return `${lost} of ${of} people were deleted, as after an import that went wrong. Sync to see what is held.`;
  },
  restore: (directory) => {
    directory.restore();
    return 'Everybody is back.';
  },
};

export const eventsHelp = [
  'To see the app react, let something happen in the directories: type one of these and Enter.',
  '  move      one person leaves a group, another joins one',
  '  lose      half the people are deleted',
  '  restore   everybody is back',
  'A name after it, such as "lose okta", lets it happen in that directory only.',
] as const;

/** Lets happen what was typed, and says what happened, a line for each directory; help where it is no such thing. */
export function letHappen(typed: string, directories: Directories): readonly string[] {
  const [word = '', name, ...rest] = typed.trim().toLowerCase().split(/\s+/);
  const event = Object.hasOwn(events, word) ? events[word] : undefined;
  const all = Object.entries(directories);
  const meant = name === undefined ? all : all.filter(([kind]) => kind === name);
  if (event === undefined || meant.length === 0 || rest.length > 0) return eventsHelp;
  return meant.map(([, directory]) => `${directory.title}: ${event(directory)}`);
}
