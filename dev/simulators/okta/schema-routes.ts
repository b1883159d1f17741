import { json, type Route } from '../server/call';
import type { Directory } from './directory';

/** Attributes of every org's user profile (okta-management 2026.06.3, `UserProfile`). */
const base =
  'login firstName lastName middleName honorificPrefix honorificSuffix email title displayName nickName profileUrl secondEmail mobilePhone ' +
  'primaryPhone streetAddress city state zipCode countryCode postalAddress preferredLanguage locale timezone userType employeeNumber ' +
  'costCenter organization division department managerId manager';

/** The profile's schema of the default user type ("Retrieve a User Schema"). What somebody has and is not of the base was added by the org. */
export function schemaRoutes({ state, orgUrl }: Directory): readonly Route[] {
  return [
    {
      method: 'GET',
      template: '/api/v1/meta/schemas/user/default',
      handler() {
        const own = state.users().flatMap(({ profile }) => Object.keys(profile));
        const names = base.split(' ');
        return json(200, {
          id: `${orgUrl}/meta/schemas/user/default`,
          $schema: 'http://json-schema.org/draft-04/schema#',
          name: 'user',
          title: 'User',
          definitions: {
            custom: { id: '#custom', type: 'object', properties: propertiesOf(new Set(own), names) },
            base: { id: '#base', type: 'object', properties: propertiesOf(new Set(names), []) },
          },
        });
      },
    },
  ];
}

function propertiesOf(names: ReadonlySet<string>, others: readonly string[]) {
  return Object.fromEntries(
    [...names]
      .filter((name) => !others.includes(name))
      .map((name) => [name, { title: name, type: 'string', scope: 'NONE' }]),
  );
}
