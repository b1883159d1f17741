import type { ReactNode } from 'react';
import type { ConnectorKind } from '../../domain/connection';

const shapes: Record<ConnectorKind, ReactNode> = {
  onelogin: (
    <>
      <rect x="3" y="3" width="26" height="26" rx="6" className="mark-ink" />
      <path
        d="M11 8a5 5 0 1 0 3.4 8.7l1.7 1.7v2.4h2.4v2.4h2.4V25H25v-3.2l-8.3-8.3A5 5 0 0 0 11 8z"
        className="mark-paper"
      />
      <circle cx="10.5" cy="12.5" r="1.8" className="mark-ink" />
    </>
  ),
  okta: (
    <>
      <rect x="3" y="3" width="26" height="26" rx="6" className="mark-ink" />
      <path d="M15 11h2v4h7v6h-2v-4h-5v4h-2v-4h-5v4H8v-6h7z" className="mark-paper" />
      <circle cx="16" cy="9.5" r="3" className="mark-paper" />
      <circle cx="9" cy="22.5" r="2.5" className="mark-paper" />
      <circle cx="16" cy="22.5" r="2.5" className="mark-paper" />
      <circle cx="23" cy="22.5" r="2.5" className="mark-paper" />
    </>
  ),
  entra: (
    <>
      <rect x="3" y="3" width="26" height="26" rx="6" className="mark-ink" />
      <circle cx="16" cy="12" r="4" className="mark-paper" />
      <path d="M8.5 24a7.5 6.5 0 0 1 15 0z" className="mark-paper" />
    </>
  ),
};

/** A plain mark of our own for each kind of directory: a key, a tree, a person. The name stands beside it. */
export function DirectoryMark({ directory, size = 32 }: { directory: ConnectorKind; size?: 24 | 32 | 40 }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {shapes[directory]}
    </svg>
  );
}
