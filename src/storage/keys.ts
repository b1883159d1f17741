import { createHash } from 'node:crypto';

/**
 * Every key of the app's storage, versioned. Forge allows `a-z A-Z 0-9 : . _ - #` and space, at most 500 characters
 * (KVS limits page); ids of ours fit, and any other name goes through `legalPart`.
 */
export const keys = {
  connectionIndex: 'v1:connections',
  connection: (id: string) => `v1:connection:${legalPart(id)}`,
  state: (connectionId: string) => `v1:state:${legalPart(connectionId)}`,
  secret: (connectionId: string) => `v1:secret:${legalPart(connectionId)}`,
  token: (connectionId: string) => `v1:token:${legalPart(connectionId)}`,
  run: (runId: string) => `v1:run:${legalPart(runId)}`,
  lock: (connectionId: string) => `v1:lock:${legalPart(connectionId)}`,
  target: 'v1:target',
  lastTick: 'v1:last-tick',
  siteSettings: 'v1:site-settings',
  notices: 'v1:notices',
  auditIndex: 'v1:audit',
  document: (owner: string, name: string) => `v1:doc:${legalPart(owner)}:${legalPart(name)}`,
  journal: (runId: string, index: number) => `v1:journal:${legalPart(runId)}:${index}`,
  part: (documentKey: string, version: number, index: number) => `${documentKey}:${version}.${index}`,
} as const;

const legal = /^[a-zA-Z0-9._-]{1,100}$/;

/** The text itself where it is legal and short; else its SHA-256, so that no e-mail or name becomes a key. */
function legalPart(text: string): string {
  return legal.test(text) ? text : `h${createHash('sha256').update(text).digest('hex')}`;
}
