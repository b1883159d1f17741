/** Where the parts of a result are, for what leads to them. */
export const sectionIds = {
  held: 'held',
  undecided: 'undecided',
  rejected: 'failed',
  waiting: 'waiting',
  byHand: 'by-hand',
  kept: 'kept',
  unmatched: 'unmatched',
  left: 'left-alone',
  groups: 'groups',
  changes: 'changes',
  compare: 'compare',
  how: 'how-it-ran',
};
