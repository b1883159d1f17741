import Heading from '@atlaskit/heading';
import type { ReactNode } from 'react';

interface RulesSectionProps {
  readonly title: string;
  readonly help: ReactNode;
  readonly children: ReactNode;
}

export function RulesSection({ title, help, children }: RulesSectionProps) {
  return (
    <section className="form-section" aria-label={title}>
      <Heading size="medium" as="h2">
        {title}
      </Heading>
      <p className="section-text">{help}</p>
      {children}
    </section>
  );
}
