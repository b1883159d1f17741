/** Every key of the query cache. */
export const keys = {
  overview: ['overview'] as const,
  connection: (id: string) => ['connection', id] as const,
  test: (id: string) => ['test', id] as const,
  runs: (connectionId: string) => ['runs', connectionId] as const,
  run: (runId: string) => ['run', runId] as const,
  startNote: (runId: string) => ['start-note', runId] as const,
  schedule: (cron: string, timeZone: string) => ['schedule', cron, timeZone] as const,
  target: ['target'] as const,
  access: ['access'] as const,
  allowedAddresses: ['allowed-addresses'] as const,
};
