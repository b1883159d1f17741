import { sectionIds } from '../section-ids';

/** Brings a part of the result into sight, and the keyboard there. */
export function showSection(sectionId: string): void {
  const section = document.getElementById(sectionId);
  section?.scrollIntoView({ block: 'start' });
  section?.focus({ preventScroll: true });
}

export function showChanges(): void {
  showSection(sectionIds.changes);
}
