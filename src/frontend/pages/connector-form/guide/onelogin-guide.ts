import type { Guide } from './guide';

export const oneLoginGuide: Guide = {
  where: { name: 'the administration of OneLogin' },
  steps: [
    'Sign in to OneLogin as an administrator whose account stays: a credential ends with the account that made it.',
    'Open **Developers** > **API Credentials** and choose **New Credential**.',
    'Name it “User & Group Sync”, choose **Read users**, and choose **Save**.',
    'Copy the **Client ID** and the **Client Secret** into the form.',
    'Choose the region by the address at which you sign in. If you are not sure, choose your own subdomain: it works for both.',
  ],
  rights: [{ name: 'Read users', why: 'people, roles and groups; it can change nothing' }],
  notes: ['“Read all” works too, but allows more than is needed.'],
  more: {
    name: 'OneLogin on API credentials',
    address: 'https://developers.onelogin.com/api-docs/1/getting-started/working-with-api-credentials',
  },
};
