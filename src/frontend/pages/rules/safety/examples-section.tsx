import Button from '@atlaskit/button/default/button';
import { useState } from 'react';
import type { SyncRules } from '../../../../domain/sync-rules';
import { useCheckedRules } from '../../../api/rules';
import type { FieldErrors } from '../../connector-form/field-errors';
import { RowList, type RowProps } from '../row-list';
import { RulesSection } from '../rules-section';
import { hasErrorAt, type SectionProps } from '../tab-props';
import { emptyExamples, exampleSentence, type ExampleDraft } from './example-draft';
import { ExampleFields } from './example-fields';
import { ExampleResult, resultOf, type Result } from './example-result';
import type { SafetyDraft } from './safety-draft';

interface ExamplesSectionProps extends SectionProps<SafetyDraft> {
  /** All rules as they stand in the three tabs: what the examples are tried on. */
  readonly rules: SyncRules;
}

/** Groups and people with what the rules must make of them. */
export function ExamplesSection({ rules, draft, errors, change }: ExamplesSectionProps) {
  const checked = useCheckedRules(rules);
  return (
    <RulesSection
      title="Examples"
      help="Write down what the rules must make of a group or of a person. Each save tries all examples, and is refused when one does not come out as written."
    >
      <RowList<ExampleDraft>
        label="Examples"
        look="card"
        rows={draft.examples}
        titleOf={(at) => `Example ${at + 1}`}
        additions={[
          { label: 'Add a group as an example', value: emptyExamples.group },
          { label: 'Add a person as an example', value: emptyExamples.person },
        ]}
        whenEmpty="No examples yet. Start with a group that must never end up in the wrong place."
        isWrong={(at) => hasErrorAt(errors, `examples.${at}`)}
        error={errors['examples']}
        onChange={(examples) => change({ examples })}
      >
        {(row) => <Example {...row} errors={errors} result={resultOf(checked, row.at)} />}
      </RowList>
    </RulesSection>
  );
}

interface ExampleProps extends RowProps<ExampleDraft> {
  readonly errors: FieldErrors<string>;
  readonly result: Result;
}

/** Folded to a sentence once it is complete; a new one is open. */
function Example({ errors, result, ...row }: ExampleProps) {
  const { value, at } = row;
  const [isAsked, setAsked] = useState(value.name === '');
  const isOpen = isAsked || errors[`examples.${at}.name`] !== undefined;
  return (
    <>
      <p className="wrap">{exampleSentence(value)}</p>
      <ExampleResult result={result} refusal={errors[`examples.${at}`]} />
      {isOpen && <ExampleFields {...row} errors={errors} />}
      <div>
        <Button spacing="compact" aria-expanded={isOpen} onClick={() => setAsked(!isOpen)}>
          {isOpen ? 'Fold' : 'Edit'} example {at + 1}
        </Button>
      </div>
    </>
  );
}
