import type { OktaDraft } from '../okta/okta-draft';
import type { Guide } from './guide';

const where = { name: 'Okta’s Admin Console' };
const role = {
  name: 'Read-only Administrator',
  why: 'people, groups, their members and the System Log; it can change nothing',
};

export function oktaGuide({ auth, systemLog }: OktaDraft): Guide {
  return auth === 'token' ? withToken : { ...withKey, rights: rightsOfKey(systemLog) };
}

const withToken: Guide = {
  where,
  steps: [
    'Open **Security** > **Administrators** and choose **Add administrator**. Give the role **Read-only Administrator** to a person of its own, such as “User & Group Sync”.',
    'Sign in as that person: a token has the rights of whoever creates it, and ends with their account.',
    'Open **Security** > **API** > **Tokens** and choose **Create token**.',
    'Copy the token into the form: Okta shows it only once.',
    'As the address enter the one at which people sign in, without “-admin”.',
  ],
  rights: [role],
  notes: ['Okta ends a token that nothing uses for 30 days. Scheduled runs keep it alive.'],
  more: {
    name: 'Okta on API tokens',
    address: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
  },
};

const withKey: Omit<Guide, 'rights'> = {
  where,
  steps: [
    'Open **Applications** > **Applications**, choose **Create App Integration** and then **API Services**. Name it “User & Group Sync”.',
    'On the tab **General**, under **Client Credentials**, choose **Edit** and **Public key / Private key**, then **Add key** > **Generate new key**. Copy the private key into the form: Okta shows it only once.',
    'Copy the **Client ID** into the form.',
    'On the same tab, switch off **Require Demonstrating Proof of Possession (DPoP) header in token requests**.',
    'On the tab **Okta API Scopes**, grant the scopes that are listed below.',
    'On the tab **Admin roles**, assign **Read-only Administrator**. Scopes alone are not enough.',
  ],
  notes: ['The key may be RSA with 2,048 bits or more, or EC, as PEM or JWK, without a passphrase.'],
  more: {
    name: 'Okta on service apps',
    address: 'https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/',
  },
};

function rightsOfKey(systemLog: OktaDraft['systemLog']): Guide['rights'] {
  return [
    { name: 'okta.users.read', why: 'people' },
    { name: 'okta.groups.read', why: 'groups and their members' },
    ...(systemLog === 'never'
      ? []
      : [{ name: 'okta.logs.read', why: 'what changed since the last run, which saves API calls' }]),
    { name: role.name, why: 'the role that lets the scopes count' },
  ];
}
