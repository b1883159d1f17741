import { json, type Route } from '../server/call';
import type { Directory } from './directory';

/** What anybody may know of an org: it tells a wrong domain from a wrong token. */
export function orgRoutes({ state, orgUrl }: Directory): readonly Route[] {
  return [
    {
      method: 'GET',
      template: '/.well-known/okta-organization',
      handler: () =>
        json(200, {
          id: state.orgId(),
          pipeline: 'idx',
          settings: { analyticsCollectionEnabled: false, bugReportingEnabled: false, omEnabled: false },
          _links: { organization: { href: orgUrl } },
        }),
    },
  ];
}
