import type { ReactNode } from 'react';
import type { DirectoryDraft } from './directory-draft';
import { EntraCalls, EntraGroups, EntraPeople } from './entra/entra-fields';
import { EntraSignIn } from './entra/entra-sign-in';
import type { FormProps } from './form-props';
import { OktaCalls, OktaGroups } from './okta/okta-fields';
import { OktaSignIn } from './okta/okta-sign-in';
import { OneLoginCalls, OneLoginGroups, OneLoginSignIn } from './onelogin/onelogin-fields';

/** What each kind of directory puts into the form. */
interface DirectoryParts {
  readonly signIn: ReactNode;
  readonly calls: ReactNode;
  readonly groups: ReactNode;
  /** Whom of its people only this directory knows as something apart. */
  readonly people?: ReactNode;
}

export function directoryParts({ draft: { directory }, errors, change }: FormProps): DirectoryParts {
  const part = <D extends DirectoryDraft>(draft: D) => ({
    draft,
    errors,
    // A different way to sign in needs a different secret.
    change: (fields: Partial<D>) =>
      change({
        directory: { ...draft, ...fields },
        ...('auth' in fields ? { secret: '', secretExpiresOn: '' } : {}),
      }),
  });
  if (directory.kind === 'onelogin') {
    const own = part(directory);
    return {
      signIn: <OneLoginSignIn {...own} />,
      calls: <OneLoginCalls {...own} />,
      groups: <OneLoginGroups {...own} />,
    };
  }
  if (directory.kind === 'okta') {
    const own = part(directory);
    return {
      signIn: <OktaSignIn {...own} />,
      calls: <OktaCalls {...own} />,
      groups: <OktaGroups {...own} />,
    };
  }
  const own = part(directory);
  return {
    signIn: <EntraSignIn {...own} />,
    calls: <EntraCalls {...own} />,
    groups: <EntraGroups {...own} />,
    people: <EntraPeople {...own} />,
  };
}
