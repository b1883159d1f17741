import { styleText } from 'node:util';
import type { AccessCheck } from '../../src/domain/target';
import { print } from '../cli/print';
import type { Site } from '../simulators';

let steps = 0;

/** The heading of the next thing that happens. */
export function step(text: string): void {
  steps += 1;
  print(`\n${styleText('bold', `${steps}. ${text}`)}`);
}

export function say(...lines: readonly string[]): void {
  print(lines.join('\n'));
}

export function checkLine({ result, name, message }: AccessCheck): string {
  return `${result === 'ok' ? '✓' : '✗'} ${name}: ${message}`;
}

/** The site's groups with their people, one a line. */
export function groupTable(site: Site): string {
  const names = new Map(
    site.accounts.map((account) => [account.accountId, account.displayName.split(' ')[0] ?? '']),
  );
  const rows = site.groups.map(
    (group) =>
      [group.name, String(group.memberIds.length), group.memberIds.map((id) => names.get(id) ?? id)] as const,
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(
      ([name, count, people]) =>
        `  ${name.padEnd(width)}  ${count.padStart(2)}  ${shorten(people.join(', '))}`,
    )
    .join('\n');
}

function shorten(text: string): string {
  return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}
