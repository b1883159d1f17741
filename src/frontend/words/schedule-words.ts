import cronstrue from 'cronstrue';

/** A cron expression in words, or what is wrong with its form. The server has the last word on it. */
export type ScheduleWords =
  { readonly kind: 'words'; readonly text: string } | { readonly kind: 'wrong'; readonly message: string };

const shape =
  'Five parts are needed, with a space between them: minute, hour, day of the month, month, day of the week.';

export function scheduleWords(cron: string): ScheduleWords {
  const parts = cron
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '');
  if (parts.length !== 5) return { kind: 'wrong', message: shape };
  try {
    return { kind: 'words', text: cronstrue.toString(cron, { use24HourTimeFormat: true, verbose: false }) };
  } catch {
    return { kind: 'wrong', message: `This is not a cron expression. ${shape}` };
  }
}
