const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that take longest, the longest first: one that begins last would keep one core busy while the others have nothing to do. */
const longest = [
  'test/whole/large-directory',
  'test/connectors/okta/conformance',
  'test/model/',
  'test/whole/',
  'test/frontend/flows',
  'test/frontend/screens',
  'test/dev/cli/',
  'test/manifest/',
  'test/connectors/entra/conformance',
  'test/connectors/onelogin/changes',
  'test/sync/changes.test',
  'test/sync/crash',
  'test/frontend/',
  'test/connectors/',
];

/** In a fresh checkout jest knows no times, and would go by the size of files, which says little here. */
class LongestFirst extends Sequencer {
  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which is no array
    return super.sort(tests).toSorted((one, other) => placeOf(one.path) - placeOf(other.path));
  }
}

function placeOf(path) {
  const place = longest.findIndex((part) => path.replaceAll('\\', '/').includes(part));
  return place < 0 ? longest.length : place;
}

module.exports = LongestFirst;
