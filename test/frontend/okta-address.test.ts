import { isOktaHost } from '../../src/domain/okta-settings';
import { addressOf, customOrigin } from '../../src/frontend/pages/connector-form/okta/okta-address';

describe('the address of an Okta organization', () => {
  it.each([
    ['acme.okta.com', 'https://acme.okta.com'],
    [' https://acme.okta.com// ', 'https://acme.okta.com'],
    ['http://acme.okta.com', 'http://acme.okta.com'],
    ['https://acme-admin.okta.com/admin/dashboard?x=1', 'https://acme.okta.com'],
    ['https://login-admin.acme.com/app', 'https://login-admin.acme.com'],
    ['not an address', 'https://not an address'],
    ['', ''],
  ])('%s is meant as %s', (typed, address) => {
    expect(addressOf(typed)).toBe(address);
  });

  // The page repeats the domain's list, of which it may take only types.
  it.each([
    'https://acme.okta.com',
    'https://acme.oktapreview.com',
    'https://acme.okta-emea.com',
    'https://acme.okta-gov.com',
    'https://acme.okta.mil',
    'https://login.acme.com',
    'https://okta.com.acme.com',
    'https://acmeokta.com',
  ])('%s needs consent exactly when the domain says that it is not Okta’s own', (address) => {
    expect(customOrigin(address)).toBe(isOktaHost(address) ? undefined : address);
  });

  it.each(['', 'login', 'http://login.acme.com', 'https://'])('%s asks for no consent yet', (typed) => {
    expect(customOrigin(typed)).toBeUndefined();
  });
});
