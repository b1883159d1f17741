/** Ends the run with one line that a machine can read: `12 passed, 0 failed`. */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError).length;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    // The default reporter writes its summary to the error stream; this line comes after it on the output.
    setImmediate(() =>
      process.stdout.write(
        `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed${skipped}\n`,
      ),
    );
  }
};
