import { ExternalLink } from '../../connector-form/guide/external-link';

/** To an issue of this site, in a tab of its own. */
export function IssueLink({ issueKey }: { issueKey: string }) {
  return <ExternalLink address={`/browse/${issueKey}`}>{issueKey}</ExternalLink>;
}
