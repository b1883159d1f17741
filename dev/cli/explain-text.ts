import type { ExplainedMembership, Explanation, ExplanationStep } from '../../src/domain/explanation';
import { apart, capped, momentText, numberText } from './texts';

const fewMemberships = 10;

/** Why somebody is, or is not, in a group: the verdict first, then the steps that led there. */
export function explanationText(explanation: Explanation, shows: { readonly all: boolean }): string {
  const { memberships, membershipCount, steps } = explanation;
  const hidden = membershipCount - memberships.length;
  const blocks = capped(
    memberships,
    { shown: shows.all ? Infinity : fewMemberships, more: '--all shows them' },
    (membership) => membershipLines(membership, explanation).join('\n'),
  );
  return [
    titleOf(explanation),
    ...agesOf(explanation),
    ...apart(stepLines(steps)),
    ...(blocks.length === 0 ? [] : ['', blocks.join('\n\n')]),
    ...apart(
      hidden > 0
        ? [
            `${numberText(hidden)} more are not told here. Name a person and a group to explain one membership.`,
          ]
        : [],
    ),
  ].join('\n');
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

function membershipLines(membership: ExplainedMembership, { subject }: Explanation): readonly string[] {
  const { group, displayName, accountId, userId, verdict, steps } = membership;
  const name = subject.kind === 'person' ? `"${group}"` : (displayName ?? accountId ?? userId ?? '');
  return [`${name}: ${verdict}`, ...stepLines(steps)];
}

const signs: Readonly<Record<ExplanationStep['answer'], string>> = { yes: 'yes', no: 'no', info: '' };

function stepLines(steps: readonly ExplanationStep[]): readonly string[] {
  const width = Math.max(0, ...steps.map(({ step }) => step.length));
  return steps.map(({ step, answer, message }) =>
    `  ${step.padEnd(width)}  ${signs[answer].padEnd(3)}  ${message}`.trimEnd(),
  );
}
