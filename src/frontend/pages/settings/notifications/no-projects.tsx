import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import type { useNoticeProjects } from '../../../api/notices';

interface NoProjectsProps {
  readonly found: ReturnType<typeof useNoticeProjects>;
  readonly why: string;
}

/** There is nothing to choose from. */
export function NoProjects({ found, why }: NoProjectsProps) {
  return (
    <SectionMessage appearance="warning" title="No project can be chosen">
      <p>{why}</p>
      <div className="message-action">
        <Button isLoading={found.isFetching} onClick={() => void found.refetch()}>
          Look again
        </Button>
      </div>
    </SectionMessage>
  );
}
