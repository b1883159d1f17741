import type { ExplanationStep, StepName } from '../../domain/explanation';

const steps: Record<StepName, string> = {
  directory: 'In the directory',
  status: 'Status in the directory',
  scope: 'Takes part',
  condition: 'Conditions on people',
  account: 'Atlassian account',
  source: 'Group in the directory',
  rename: 'Renames',
  map: 'Map of groups',
  collision: 'Groups of the same name',
  target: 'Group on the site',
  ledger: 'Made by this connector',
  others: 'Other connectors',
  policy: 'Removal of people',
  drift: 'Changes made by hand',
  rejected: 'Rejected for good',
  plan: 'Next sync',
  outcome: 'Last run',
};

export function stepWords(step: StepName): string {
  return steps[step];
}

const answers: Record<ExplanationStep['answer'], string> = { yes: 'Yes', no: 'No', info: 'Note' };

export function answerWords(answer: ExplanationStep['answer']): string {
  return answers[answer];
}
