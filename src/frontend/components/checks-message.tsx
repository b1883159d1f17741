import SectionMessage from '@atlaskit/section-message';
import type { AccessCheck } from '../../domain/target';
import { CheckList } from './check-list';

interface ChecksMessageProps {
  readonly checks: readonly AccessCheck[];
  readonly title: { readonly ok: string; readonly failed: string };
}

/** All checks at a glance: one title for "everything works" or "something is missing", and each check with its sentence. */
export function ChecksMessage({ checks, title }: ChecksMessageProps) {
  const works = checks.every((check) => check.result === 'ok');
  return (
    <div aria-live="polite">
      <SectionMessage appearance={works ? 'success' : 'error'} title={works ? title.ok : title.failed}>
        <CheckList label="Checks" checks={checks} />
      </SectionMessage>
    </div>
  );
}
