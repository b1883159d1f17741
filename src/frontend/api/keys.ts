/** Every key of the query cache. */
export const keys = {
  overview: ['overview'] as const,
  connection: (id: string) => ['connection', id] as const,
  test: (id: string) => ['test', id] as const,
  runs: (connectionId: string) => ['runs', connectionId] as const,
  run: (runId: string) => ['run', runId] as const,
  changes: (runId: string, filter: object) => ['changes', runId, filter] as const,
  comparison: (beforeRunId: string, afterRunId: string) => ['comparison', beforeRunId, afterRunId] as const,
  startNote: (runId: string) => ['start-note', runId] as const,
  schedule: (cron: string, timeZone: string) => ['schedule', cron, timeZone] as const,
  subjects: (connectionId: string, text: string) => ['subjects', connectionId, text] as const,
  explanation: (connectionId: string, subject: { userId?: string; groupId?: string }) =>
    ['explanation', connectionId, subject] as const,
  names: (connectionId: string, groupIds: readonly string[]) => ['names', connectionId, groupIds] as const,
  managedGroups: (connectionId: string) => ['managed-groups', connectionId] as const,
  ownership: (input: unknown) => ['ownership', input] as const,
  rejected: (connectionId: string) => ['rejected', connectionId] as const,
  audit: (connectionId: string | undefined) => ['audit', connectionId] as const,
  target: ['target'] as const,
  access: ['access'] as const,
  allowedAddresses: ['allowed-addresses'] as const,
};
