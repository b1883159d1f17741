import Resolver from '@forge/resolver';
import type { Answer, Method } from '../contract';
import * as audit from './audit';
import * as list from './connector-list';
import * as connections from './connections';
import * as decisions from './decisions';
import * as documents from './documents';
import * as files from './exports';
import * as explaining from './explain';
import * as filters from './filters';
import { guarded, type Handler } from './guard';
import { listHistory } from './history';
import * as notices from './notices';
import * as ownership from './ownership';
import * as rules from './rules';
import * as changes from './run-changes';
import * as people from './people';
import { controlRun } from './run-control';
import * as runs from './runs';
import * as site from './site';
import * as siteSettings from './site-settings';
import * as tasks from './tasks';

/** Each method of the contract and what answers it. */
const handlers: { readonly [M in Method]: Handler<M> } = {
  overview: connections.overview,
  getConnection: connections.getConnection,
  createConnection: connections.createConnection,
  saveConnection: connections.saveConnection,
  deleteConnection: connections.deleteConnection,
  setScheduleEnabled: list.setScheduleEnabled,
  setConnectorOrder: list.setConnectorOrder,
  testConnection: connections.testConnection,
  exportConnection: connections.exportConnection,
  forgetReading: connections.forgetReading,
  importFilters: filters.importFilters,
  describeSchedule: connections.describeSchedule,
  getTarget: site.getTarget,
  useMyAccount: site.useMyAccount,
  checkAccess: site.checkAccess,
  getSiteSettings: siteSettings.getSiteSettings,
  saveSiteSettings: siteSettings.saveSiteSettings,
  retentionEffect: siteSettings.retentionEffect,
  findSiteGroups: siteSettings.findSiteGroups,
  findSiteAccounts: siteSettings.findSiteAccounts,
  listNoticeProjects: notices.listNoticeProjects,
  testNotice: notices.testNotice,
  listNotices: notices.listNotices,
  startRun: runs.start,
  getRun: runs.getRun,
  listRuns: runs.listRuns,
  controlRun,
  listHistory,
  previewRules: rules.previewRules,
  tryMapping: rules.tryMapping,
  checkRules: rules.checkRules,
  findSubjects: explaining.findSubjects,
  explain: explaining.explain,
  decideHeld: decisions.decideHeld,
  listRejected: decisions.listRejected,
  forgetRejected: decisions.forgetRejected,
  undoRun: tasks.undoRun,
  syncPerson: tasks.syncPerson,
  resumeSchedule: tasks.resumeSchedule,
  listManagedGroups: ownership.listManagedGroups,
  changeOwnership: ownership.changeOwnership,
  compareRuns: files.compareRuns,
  listChanges: changes.listChanges,
  changesOverview: changes.changesOverview,
  exportRun: files.exportRun,
  listAudit: audit.listAudit,
  exportAudit: files.exportAudit,
  forgetPerson: people.forgetPerson,
  readDocument: documents.readDocument,
};

const definitions = new Resolver();
for (const method of Object.keys(handlers) as Method[]) define(method);

const answerCall = definitions.getDefinitions();
type Called = Parameters<typeof answerCall>;

/** `@forge/resolver` would also find what every object inherits: `constructor` is no method, and no guard stands before it. */
export const resolver = async (request: Called[0], runtime: Called[1]): Promise<unknown> =>
  Object.hasOwn(handlers, request.call.functionKey) ? answerCall(request, runtime) : noSuchMethod;

const noSuchMethod: Answer<never> = {
  ok: false,
  error: { kind: 'invalid-input', message: 'The app has no such method.' },
};

function define<M extends Method>(method: M): void {
  definitions.define(method, guarded(method, handlers[method] as Handler<M>));
}
