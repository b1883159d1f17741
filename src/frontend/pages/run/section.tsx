import Heading from '@atlaskit/heading';
import type { ReactNode } from 'react';

export { sectionIds } from './section-ids';

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}

/** A part of the result that a count can lead to. */
export function Section({ id, title, description, children }: SectionProps) {
  return (
    <section id={id} tabIndex={-1} className="result-section" aria-label={title}>
      <Heading size="medium" as="h2">
        {title}
      </Heading>
      {description !== undefined && <p className="section-text">{description}</p>}
      {children}
    </section>
  );
}
