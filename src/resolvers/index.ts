import Resolver from '@forge/resolver';
import type { Method } from '../contract';
import * as connections from './connections';
import { guarded, type Handler } from './guard';
import * as runs from './runs';
import * as site from './site';

/** Each method of the contract and what answers it. */
const handlers: { readonly [M in Method]: Handler<M> } = {
  overview: connections.overview,
  getConnection: connections.getConnection,
  createConnection: connections.createConnection,
  saveConnection: connections.saveConnection,
  deleteConnection: connections.deleteConnection,
  testConnection: connections.testConnection,
  exportConnection: connections.exportConnection,
  describeSchedule: connections.describeSchedule,
  getTarget: site.getTarget,
  useMyAccount: site.useMyAccount,
  checkAccess: site.checkAccess,
  startRun: runs.start,
  getRun: runs.getRun,
  listRuns: runs.listRuns,
};

const definitions = new Resolver();
for (const method of Object.keys(handlers) as Method[]) define(method);

export const resolver = definitions.getDefinitions();

function define<M extends Method>(method: M): void {
  definitions.define(method, guarded(method, handlers[method] as Handler<M>));
}
