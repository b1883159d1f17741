import { router } from '@forge/bridge';
import type { MouseEvent, ReactNode } from 'react';

/** A link out of the site. The product opens it, as the page's own frame may not. */
export function ExternalLink({ address, children }: { address: string; children: ReactNode }) {
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    void router.open(address);
  };
  return (
    <a className="link" href={address} target="_blank" rel="noreferrer" onClick={open}>
      {children}
      <span className="visually-hidden"> (opens in a new tab)</span>
    </a>
  );
}
