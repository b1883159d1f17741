import type { ReactNode } from 'react';

export type Directory = 'onelogin' | 'okta' | 'entra';

const shapes: Record<Directory, ReactNode> = {
  onelogin: (
    <>
      <circle cx="16" cy="16" r="13" className="mark-ink" />
      <path d="M14 11h4v11h-3v-8h-1z" className="mark-paper" />
    </>
  ),
  okta: (
    <path
      d="M16 3a13 13 0 1 0 0 26 13 13 0 0 0 0-26zm0 7a6 6 0 1 1 0 12 6 6 0 0 1 0-12z"
      className="mark-ink"
    />
  ),
  entra: (
    <>
      <path d="M16 3 4 21l12 8 12-8z" className="mark-ink" />
      <path d="m16 12-5 8 5 3 5-3z" className="mark-paper" />
    </>
  ),
};

/** A plain mark of our own for each kind of directory; the name stands beside it. */
export function DirectoryMark({ directory, size = 32 }: { directory: Directory; size?: 24 | 32 | 40 }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {shapes[directory]}
    </svg>
  );
}
