import type { ExplanationStep, StepName } from '../domain/explanation';

export function step(name: StepName, answer: ExplanationStep['answer'], message: string): ExplanationStep {
  return { step: name, answer, message };
}
