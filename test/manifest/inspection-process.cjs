// @ts-check
'use strict';
// `node inspection-process.cjs <appDir> <swaggerDir> everything|lint-only`: all of Forge's own checks that work without a login, as JSON on the last line.
// A process of its own, because the libraries read the working directory and the environment.
const { readFileSync, readdirSync } = require('node:fs');
const path = require('node:path');

const [appDir = '', swaggerDir = '', extent] = process.argv.slice(2);
process.chdir(appDir);
process.env.USE_LOCAL_SWAGGER = '1';
for (const name of ['JIRA', 'JSM', 'JSW', 'CONF', 'CONF_V2', 'BB']) {
  process.env[`LOCAL_${name}_SWAGGER`] = path.join(swaggerDir, `${name}.json`);
}

const { ProcessorBuilder, ValidationTypes } = require('@forge/manifest');
const { lint } = require('@forge/lint');
const { parse } = require('yaml');

// The client-side lint has a linter for each of the other types: full, agent product context, deprecated policies and egress.
const notInLint = Object.values(ValidationTypes).filter((type) =>
  ['basic', 'product-trigger', 'forge-remote-compute'].includes(type),
);

async function validate() {
  const results = [];
  for (const type of extent === 'everything' ? notInLint : []) {
    const processor = ProcessorBuilder.instance()
      .withValidation(type)
      .withOptions({ deprecatedRuntimes: [] })
      .build();
    const { success, errors = [] } = await processor.process();
    results.push({ type, success, errors: errors.map(({ level, message }) => `${level}: ${message}`) });
  }
  return results;
}

async function lintSources() {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const statsig = { getDeprecatedRuntimes: async () => [], getValue: async () => undefined };
  const results = await lint(
    files.map((name) => `./src/${name}`),
    manifest,
    'development',
    quiet,
    statsig,
    {
      linter: { mode: 'client-side' },
    },
  );
  return {
    errors: results.flatMap(({ errors }) => errors.map(({ message }) => message)),
    warnings: results.flatMap(({ warnings }) => warnings.map(({ message }) => message)),
  };
}

const nothing = () => undefined;
const quiet = { info: nothing, warn: nothing, error: nothing, debug: nothing, trace: nothing };

async function main() {
  console.log(JSON.stringify({ validations: await validate(), lint: await lintSources() }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
