export { startHost, type Host } from './host';
export type { HostOptions } from './host-options';
export { ensureBundle } from './bundle';
export { ensurePage } from './page-build';
export type { Faults } from './faults';
export type { RecordedRequest, Refusal } from './journal';
export type { HostRoutes } from './network/routes';
export type { RawStorage } from './raw-storage';
export { InvocationFailure } from './invocation';
