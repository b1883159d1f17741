import type { IssueStatus } from './issue-state';
import type { SiteProject } from './site';

interface Way {
  readonly id: string;
  readonly to: IssueStatus;
  /** Those of the transition's screen. */
  readonly fields: Readonly<Record<string, { readonly required: boolean; readonly name: string }>>;
}

/** The transitions that an issue has now. */
export function issueWays(project: SiteProject | undefined, from: IssueStatus): readonly Way[] {
  const { workflow = 'usual' } = project ?? {};
  const asks: Way['fields'] =
    workflow === 'done-asks' ? { resolution: { required: true, name: 'Resolution' } } : {};
  const all: readonly Way[] = [
    { id: '11', to: 'To Do', fields: {} },
    { id: '21', to: 'In Progress', fields: {} },
    ...(workflow === 'no-done' ? [] : [{ id: '31', to: 'Done', fields: asks } as const]),
  ];
  return all.filter(({ to }) => to !== from);
}

/** Required fields that a new issue does not have: id and name. */
export function notFilled(
  project: SiteProject,
  given: readonly string[],
): readonly (readonly [string, string])[] {
  return Object.entries(project.requiredFields ?? {}).filter(([id]) => !given.includes(id));
}
