// @ts-check
'use strict';
// Runs Forge's own bundler: `node bundle-app.cjs <appDir> <outDir>`. It must be a CommonJS main script (the bundler reads
// require.main) with the app as its working directory. FORGE_RUNTIME_PATH keeps it from downloading Forge's wrapper.
const { cpSync, mkdirSync, readFileSync, writeFileSync, copyFileSync } = require('node:fs');
const path = require('node:path');

const [appDir = '', outDir = ''] = process.argv.slice(2);
process.env.FORGE_RUNTIME_PATH = path.join(__dirname, 'runtime');
process.chdir(appDir);

const { getEntryPoints, getNodeBundler, getWrapperProvider } = require('@forge/bundler');
const { FileSystemReader } = require('@forge/cli-shared');
const { parse } = require('yaml');

const nothing = () => undefined;

async function main() {
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const handlers = manifest.modules.function.map((/** @type {{ handler: string }} */ fn) => ({
    module: fn.handler.split('.')[0],
    handler: fn.handler,
  }));
  const logger = { info: nothing, warn: console.warn, debug: nothing, error: console.error, trace: nothing };
  const wrappers = getWrapperProvider({ fileSystemReader: new FileSystemReader() });
  const bundler = getNodeBundler(logger, wrappers, { readConfig: async () => manifest });
  const result = await bundler.bundle({ appDirectory: appDir, entryPoints: getEntryPoints(handlers) });
  cpSync(result.outputDir, outDir, { recursive: true });
  for (const [name, content] of result.additionalOutputs ?? []) writeOutput(path.join(outDir, name), content);
}

/** @param {string} file @param {Buffer | string} content the bytes, or the file to copy */
function writeOutput(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  if (Buffer.isBuffer(content)) return writeFileSync(file, content);
  return copyFileSync(content, file);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
