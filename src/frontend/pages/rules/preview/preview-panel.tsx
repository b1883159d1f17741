import Heading from '@atlaskit/heading';
import SectionMessage from '@atlaskit/section-message';
import type { ReactNode } from 'react';
import type { RulesPreview } from '../../../../contract';
import { ComesIntoView } from '../../../components/comes-into-view';
import { Moment } from '../../../components/moment';
import { count } from '../../../words/count';
import type { RulesForm, ShownPreview } from '../rules-form';
import { EffectGroups } from './effect-groups';

type Effect = NonNullable<RulesPreview['effect']>;

/** What the settings, as they stand in the form, would change compared with the saved ones. */
export function PreviewPanel({ form }: { form: Pick<RulesForm, 'shown'> }) {
  if (form.shown === undefined) return null;
  return (
    <ComesIntoView atMs={form.shown.askedAtMs}>
      <section className="preview-panel" aria-label="What this changes" aria-live="polite">
        <Heading size="medium" as="h2">
          What this changes
        </Heading>
        <Summary shown={form.shown} />
        {form.shown.preview.effect !== undefined && <EffectView effect={form.shown.preview.effect} />}
      </section>
    </ComesIntoView>
  );
}

function Summary({ shown: { preview, isOutdated } }: { shown: ShownPreview }) {
  const removes = (preview.effect?.removals ?? 0) > 0;
  return (
    <>
      {isOutdated && <p>You have changed more since. Choose “Show what this changes” again.</p>}
      <SectionMessage appearance={removes ? 'warning' : 'information'} title={preview.summary}>
        <p>
          Nothing is saved or changed yet.{' '}
          {preview.effect !== undefined && <Sources effect={preview.effect} />}
        </p>
      </SectionMessage>
    </>
  );
}

function Sources({ effect: { readAtMs, siteAtMs } }: { effect: Effect }) {
  return (
    <>
      Worked out from what was read of the directory <Moment atMs={readAtMs} />
      {siteAtMs !== undefined && (
        <>
          {' '}
          and of the site <Moment atMs={siteAtMs} />
        </>
      )}
      .
    </>
  );
}

function EffectView({ effect }: { effect: Effect }) {
  const { people, groups, collisions, undecided, held, unknown } = effect;
  return (
    <>
      {people.before !== people.after && (
        <p>
          People who take part: {count(people.before)} before, {count(people.after)} with these settings.
        </p>
      )}
      <EffectGroups groups={groups} />
      <Lines title="Would wait for approval">
        {held.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </Lines>
      <Lines title="Several groups with one name: left alone until you decide">
        {collisions.map(({ name, sources }) => (
          <li key={name}>
            {name}, from {sources.map((source) => `“${source.name}”`).join(', ')}
          </li>
        ))}
      </Lines>
      <Lines title="Groups that are there already: left alone until you decide">
        {undecided.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </Lines>
      <Lines title="Not known before a run">
        {unknown.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Lines>
    </>
  );
}

function Lines({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <div className="stack-tight">
      <Heading size="xsmall" as="h3">
        {title}
      </Heading>
      <ul className="plain-list wrap" aria-label={title}>
        {children}
      </ul>
    </div>
  );
}
