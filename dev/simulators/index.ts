export type { Company, Person, PersonState, PersonStatus, Role, SecurityGroup } from './onelogin/company';
export type { CompanyState, PersonChange } from './onelogin/company-state';
export type { Credentials } from './onelogin/tokens';
export type { QuotaSettings } from './onelogin/quota';
export type { PageCaps } from './onelogin/v2-routes';
export { startOneLogin, type OneLoginOptions, type OneLoginSimulator } from './onelogin/start';
export type { AccessType, Account, Application, GroupFacts, Site, SiteGroup } from './atlassian/site';
export type { SiteState } from './atlassian/site-state';
export type { LimitSettings } from './atlassian/limits';
export { startAtlassian, type AtlassianOptions, type AtlassianSimulator } from './atlassian/start';
export type { OktaClient } from './okta/access';
export type { OktaPageCaps } from './okta/directory';
export type { LimitSettings as OktaLimitSettings } from './okta/limits';
export type { OktaOptions, OktaSimulator } from './okta/options';
export type { OktaEvent, OktaGroup, OktaOrg, OktaStatus, OktaUser } from './okta/org';
export type { OrgState } from './okta/org-state';
export { startOkta } from './okta/start';
export { generateCompany, type CompanySize } from './generate/company';
export { generateSite, jiraAdministrator, siteAdministrator, type SiteWishes } from './generate/site';
export { demoCompany, demoRoleIds } from './generate/demo-company';
export { demoSite, demoAccountId, demoGroupIds } from './generate/demo-site';
export { demoOktaGroupIds, demoOktaOrg, demoOktaUserId } from './generate/demo-okta';
export { oktaOrgOf } from './generate/okta-org';
export type { Fault, FaultEffect } from './server/faults';
export type { Simulator } from './server/simulator';
export type {
  EntraGroup,
  EntraGroupFacts,
  EntraMember,
  EntraTenant,
  EntraThing,
  EntraUser,
  GroupKind,
  MemberType,
} from './entra/tenant';
export type { TenantState } from './entra/tenant-state';
export type { EntraApplication, EntraCertificate, EntraSecret } from './entra/applications';
export type { StaleAnswer } from './entra/delta-tokens';
export { startEntra, type EntraOptions, type EntraSimulator } from './entra/start';
export { entraTenantOf } from './generate/entra-tenant';
export { demoEntraGroupIds, demoEntraTenant, demoEntraUserId, demoTenantId } from './generate/demo-entra';
