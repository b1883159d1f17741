// @ts-check
'use strict';
// `node inspection-process.cjs <swaggerDir> (<appDir> everything|lint-only)...`: all of Forge's own checks that work without a login, as a
// JSON array on the last line. A process of its own, because the libraries read the working directory and the environment; one for all
// apps, because Forge's schema of manifests takes seconds to compile.
const { readFileSync, readdirSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const [swaggerDir = '', ...wishes] = process.argv.slice(2);
process.env.USE_LOCAL_SWAGGER = '1';
for (const name of ['JIRA', 'JSM', 'JSW', 'CONF', 'CONF_V2', 'BB']) {
  process.env[`LOCAL_${name}_SWAGGER`] = path.join(swaggerDir, `${name}.json`);
}

compileOnce(createRequire(require.resolve('@forge/manifest'))('ajv').default.prototype);
const { ProcessorBuilder, ValidationTypes } = require('@forge/manifest');
const { lint } = require('@forge/lint');
const { parse } = require('yaml');

// The client-side lint has a linter for each of the other types: full, agent product context, deprecated policies and egress.
const notInLint = Object.values(ValidationTypes).filter((type) =>
  ['basic', 'product-trigger', 'forge-remote-compute'].includes(type),
);

/** Each validation compiles the same schema with the same options for itself; here they share what the first one compiled. */
function compileOnce(/** @type {{ compile: (schema: object) => unknown }} */ ajv) {
  const { compile } = ajv;
  const compiled = new Map();
  ajv.compile = function compileNew(schema) {
    const text = JSON.stringify(schema);
    if (!compiled.has(text)) compiled.set(text, compile.call(this, schema));
    return compiled.get(text);
  };
}

async function validate(/** @type {string | undefined} */ extent) {
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
  const inspections = [];
  for (let at = 0; at < wishes.length; at += 2) {
    process.chdir(wishes[at] ?? '');
    inspections.push({ validations: await validate(wishes[at + 1]), lint: await lintSources() });
  }
  console.log(JSON.stringify(inspections));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
