import Heading from '@atlaskit/heading';
import OkIcon from '@atlaskit/icon/core/status-success';
import { token } from '@atlaskit/tokens';
import { kindNames } from '../../../words/directory-words';
import type { DirectoryDraft } from '../directory-draft';
import { ExternalLink } from './external-link';
import type { Guide } from './guide';
import { guideFor } from './guide-for';
import './guide.css';
import { useIsWide } from './use-is-wide';

interface SetupGuideProps {
  readonly directory: DirectoryDraft;
  /** Whether it is open where it stands above the form. */
  readonly startsOpen?: boolean;
}

/** What to click in the directory's console, beside the form; above it, and folded, where there is no room. */
export function SetupGuide({ directory, startsOpen = false }: SetupGuideProps) {
  const isWide = useIsWide();
  const title = `Set up ${kindNames[directory.kind]}`;
  const guide = guideFor(directory);
  if (isWide) {
    return (
      <aside className="guide" aria-label={title}>
        <Heading size="small" as="h2">
          {title}
        </Heading>
        <GuideText guide={guide} />
      </aside>
    );
  }
  return (
    <details className="guide fold" open={startsOpen}>
      <summary>
        <span className="toggle-label">{title}, step by step</span>
      </summary>
      <GuideText guide={guide} />
    </details>
  );
}

function GuideText({ guide: { where, steps, rights, notes, more } }: { guide: Guide }) {
  return (
    <div className="guide-text">
      <p className="text-with-links">
        In{' '}
        {where.address === undefined ? (
          where.name
        ) : (
          <ExternalLink address={where.address}>{where.name}</ExternalLink>
        )}
        :
      </p>
      <ol className="guide-steps">
        {steps.map((step) => (
          <li key={step}>{withNames(step)}</li>
        ))}
      </ol>
      <p className="toggle-label">What it may do</p>
      <ul className="check-list" aria-label="Rights of the credential">
        {rights.map(({ name, why }) => (
          <li key={name}>
            <OkIcon label="" color={token('color.icon.success')} />
            <span>
              <strong>{name}</strong>: {why}
            </span>
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <p key={note} className="subtle">
          {note}
        </p>
      ))}
      <p className="subtle">
        <ExternalLink address={more.address}>{more.name}</ExternalLink>
      </p>
    </div>
  );
}

/** The names of menus and buttons stand out. */
function withNames(step: string) {
  return step.split('**').map((part, at) => (at % 2 === 1 ? <strong key={part}>{part}</strong> : part));
}
