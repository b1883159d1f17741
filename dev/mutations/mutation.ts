/** A line of the app that keeps a promise, broken on purpose, and the tests that must find it. */
export interface Mutation {
  /** The number of the promise in `docs/architecture.md`, or what else is promised. */
  readonly promise: string;
  readonly breaks: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
  /** Set where the random histories beside the reference model must find it too. */
  readonly isModelled?: true;
  /** Set where the tests run the bundled app. */
  readonly isBundled?: true;
}

/** Random histories of the engine beside a reference model. */
export const model = 'test/model/model.test.ts';
