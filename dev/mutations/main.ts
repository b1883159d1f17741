import path from 'node:path';
import { model, type Mutation } from './mutation';
import { mutations } from './mutations';
import { makeCopy, runTests, tryMutation, type Copy } from './try-mutation';

const root = path.resolve(__dirname, '..', '..');
const args = process.argv.slice(2);
const isModelToo = args.includes('--model');
const [only] = args.filter((arg) => arg !== '--model');

function rowOf(mutation: Mutation, copy: Copy): string {
  const isModelled = isModelToo && mutation.isModelled === true;
  const byTests = tryMutation(mutation, mutation, copy);
  const byModel = isModelled ? tryMutation(mutation, { tests: [model] }, copy) : '';
  const row = `| ${mutation.promise} | ${mutation.breaks} | ${byTests} | ${byModel} |`;
  console.log(row);
  return row;
}

/** A test that fails before anything is broken proves nothing. */
function expectGreen(chosen: readonly Mutation[], copy: Copy): void {
  for (const isBundled of [undefined, true] as const) {
    const meant = chosen.filter((each) => each.isBundled === isBundled);
    const tests = [...new Set(meant.flatMap((each) => each.tests))];
    if (tests.length > 0 && runTests({ tests, isBundled }, copy.folder) !== 'survived')
      throw new Error('The tests fail before anything is broken. Mend that first.');
  }
}

function main(): void {
  const chosen = mutations.filter(({ promise }) => only === undefined || promise === only);
  const copy = makeCopy(root);
  try {
    expectGreen(chosen, copy);
    console.log('| promise | what the broken line does | tests | model |\n|---|---|---|---|');
    const rows = chosen.map((mutation) => rowOf(mutation, copy));
    const missed = rows.filter((row) => row.includes('| survived |') || row.includes('| broken |')).length;
    console.log(missed === 0 ? '\nEach was found.' : `\n${missed} were not found.`);
    process.exitCode = missed === 0 ? 0 : 1;
  } finally {
    copy.remove();
  }
}

main();
