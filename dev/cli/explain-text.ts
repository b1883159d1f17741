import type { ExplainedMembership, Explanation, ExplanationStep } from '../../src/domain/explanation';
import { apart, capped, momentText, numberText } from './texts';

/** What is shown of the memberships, and how accounts are called whose person the directory does not know. */
export interface ExplanationShown {
  readonly memberships: number;
  readonly names: ReadonlyMap<string, string>;
}

/** Why somebody is, or is not, in a group: the verdict first, then the steps that led there. Of a group, the verdicts alone. */
export function explanationText(explanation: Explanation, shown: ExplanationShown): string {
  const { subject, memberships, membershipCount, steps } = explanation;
  const isGroup = subject.kind === 'group';
  const blocks = capped(memberships, { shown: shown.memberships, more: '--all shows them' }, (membership) =>
    [verdictOf(membership, shown), ...(isGroup ? [] : stepLines(membership.steps))].join('\n'),
  );
  const hidden = membershipCount - memberships.length;
  return [
    titleOf(explanation),
    ...agesOf(explanation),
    ...apart(stepLines(steps)),
    ...apart(blocks.length === 0 ? [] : [blocks.join(isGroup ? '\n' : '\n\n')]),
    ...apart(hidden > 0 ? [`${numberText(hidden)} more are not told here.`] : []),
    ...apart(
      isGroup && blocks.length > 0 ? ['With --person as well, the steps that led there are told.'] : [],
    ),
  ].join('\n');
}

function verdictOf({ accountId, verdict }: ExplainedMembership, { names }: ExplanationShown): string {
  const name = names.get(accountId ?? '');
  return accountId === undefined || name === undefined ? verdict : verdict.replaceAll(accountId, name);
}

function titleOf({ subject }: Explanation): string {
  if (subject.kind === 'person') {
    const { displayName, email, userId, accountId } = subject.person;
    return [displayName, email, userId, accountId].filter((part) => part !== undefined).join(', ');
  }
  const { name, groupId, sources } = subject.group;
  const from = sources.length === 0 ? '' : `; comes from ${sources.join(', ')}`;
  return `Group "${name}"${groupId === undefined ? ', not on the site yet' : ` (${groupId})`}${from}`;
}

function agesOf({ readAtMs, siteAtMs }: Explanation): readonly string[] {
  const parts = [
    ...(readAtMs === undefined ? [] : [`directory as of ${momentText(readAtMs)}`]),
    ...(siteAtMs === undefined ? [] : [`site as of ${momentText(siteAtMs)}`]),
  ];
  return parts.length === 0 ? [] : [`  ${parts.join(', ')}`];
}

const signs: Readonly<Record<ExplanationStep['answer'], string>> = { yes: 'yes', no: 'no', info: '' };

function stepLines(steps: readonly ExplanationStep[]): readonly string[] {
  const width = Math.max(0, ...steps.map(({ step }) => step.length));
  return steps.map(({ step, answer, message }) =>
    `  ${step.padEnd(width)}  ${signs[answer].padEnd(3)}  ${message}`.trimEnd(),
  );
}
