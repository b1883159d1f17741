import type { LeftGroup } from '../../../src/domain/plan';
import type { RunReport, UnpairedPerson } from '../../../src/domain/run';
import type { FakeSite } from '../../support/fake-site';
import type { ReportWords } from './example';
import { personOf } from './names';
import { main, type Stage } from './stage';

export function siteNow(site: FakeSite): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    site.groups.map(({ name, members }) => [name, [...members].map(personOf).toSorted()]),
  );
}

export function sorted(groups: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(Object.entries(groups).map(([name, members]) => [name, members.toSorted()]));
}

export async function expectReport({ server, lastRunId = '' }: Stage, expected: ReportWords): Promise<void> {
  expect(reportNow(await server.reportOf(lastRunId), expected)).toEqual(expected);
}

export async function expectRuns({ server }: Stage, count: number): Promise<void> {
  expect(await server.runs.newest(main, 100)).toHaveLength(count);
}

/** The report in the words of the examples, and of these only those that are expected. */
function reportNow(report: RunReport, expected: ReportWords): ReportWords {
  const all = wordsOf(report, expected);
  return Object.fromEntries(Object.entries(all).filter(([word]) => word in expected));
}

function wordsOf(report: RunReport, { says }: ReportWords): ReportWords {
  const { memberships } = report.counts;
  return {
    status: report.status,
    mode: report.mode,
    added: memberships.added,
    removed: memberships.removed,
    'already correct': memberships.alreadyCorrect,
    held: memberships.held,
    failed: memberships.failed,
    unmanaged: memberships.unmanaged,
    kept: report.keptCount ?? 0,
    waiting: report.waitingCount ?? 0,
    planned: { additions: report.planned.additions, removals: report.planned.removals },
    'held because': [...new Set(report.held.map(({ limit }) => limit.kind))],
    'stopped because': report.stoppedBecause?.kind ?? 'nothing',
    'left alone': reasons(report.left),
    unmatched: unpaired(report.unmatched),
    ambiguous: unpaired(report.ambiguous),
    undecided: (report.undecided ?? []).map(({ group }) => group.name),
    drift: driftOf(report),
    // Where the words are missing, the failure shows all that is said.
    says: says !== undefined && sentencesOf(report).includes(says) ? says : sentencesOf(report),
  };
}

function sentencesOf({ notes, held, stoppedBecause }: RunReport): string {
  return [...notes, ...held.map(({ message }) => message), stoppedBecause?.message ?? ''].join(' ');
}

function reasons(left: readonly LeftGroup[]): Readonly<Record<string, string>> {
  return Object.fromEntries(left.map(({ name, reason }) => [name, reason]));
}

function unpaired(people: readonly UnpairedPerson[]): Readonly<Record<string, string>> {
  return Object.fromEntries(people.map(({ userId, reason }) => [userId, reason]));
}

function driftOf({ drift = [] }: RunReport): NonNullable<ReportWords['drift']> {
  return Object.fromEntries(
    drift.map(({ group, putIn, takenOut }) => [
      group,
      { 'put in': putIn.map(personOf), 'taken out': takenOut.map(personOf) },
    ]),
  );
}
