import { createFaults } from '../../dev/host/faults';
import type { TestApp } from './app';

/** What is stored and who is where, to come back to: a scene is set once and played several times. */
export function keepState({ host, onelogin, atlassian }: TestApp): { restore(): void } {
  const { storage } = host;
  const spaces = [
    { kind: 'value' },
    { kind: 'secret' },
    { kind: 'entity', entityName: 'record' },
    { kind: 'entity', entityName: 'sync-run' },
  ] as const;
  const addresses = () =>
    spaces.flatMap((space) =>
      storage
        .keys(space.kind, 'entityName' in space ? space.entityName : undefined)
        .map((key) => ({ ...space, key })),
    );
  const stored = addresses().map((address) => ({ address, value: storage.get(address) }));
  const company = onelogin.state.snapshot();
  const site = atlassian.state.snapshot();
  return {
    restore() {
      for (const address of addresses()) storage.remove(address);
      for (const { address, value } of stored) storage.set(address, value);
      Object.assign(host.faults, createFaults());
      onelogin.state.reset(company);
      atlassian.state.reset(site);
    },
  };
}
