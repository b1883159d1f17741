// @ts-check
'use strict';
// Runs in the child: the two globals that the unmodified @forge/* libraries lean on, then the unmodified bundle.
// Plain CommonJS on purpose: no loader may touch the bundle. The parent decides everything; this file only carries.
const path = require('node:path');
const { AsyncLocalStorage } = require('node:async_hooks');
const { installClock, setClockOffset } = require('./clock.cjs');
const { closeNetwork } = require('./network.cjs');
const { createPlatform } = require('./platform.cjs');

const [bundleDir, offset, variables] = process.argv.slice(2);
const send = (/** @type {object} */ message) => void process.send?.(message);
/** @type {AsyncLocalStorage<{ id: string, runtime: object }>} */
const invocations = new AsyncLocalStorage();

process.on('disconnect', () => process.exit(0));
installClock(Number(offset));
const platform = createPlatform({ send, invocations });
closeNetwork((what) => send({ kind: 'refused', what }));
emptyEnvironment(JSON.parse(variables));

process.on('message', (/** @type {any} */ message) => {
  if (message.kind === 'invoke') void invoke(message);
  if (message.kind === 'answer') platform.answer(message);
  if (message.kind === 'clock') setClockOffset(message.offsetMs);
});

function emptyEnvironment(/** @type {Record<string, string>} */ declared) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, declared);
}

/** @param {any} call */
async function invoke(call) {
  const deadline = performance.now() + call.timeoutMs;
  const runtime = runtimeOf(call, deadline);
  await invocations.run({ id: call.id, runtime }, async () => {
    try {
      const result = await loadHandler(call.handler)(call.event, call.context);
      send({
        kind: 'done',
        id: call.id,
        ok: true,
        body: result === undefined ? undefined : JSON.stringify(result),
      });
    } catch (error) {
      send({ kind: 'done', id: call.id, ok: false, error: describeError(error) });
    }
  });
}

/** @param {string} handler such as `index.resolver` */
function loadHandler(handler) {
  const [module, name] = handler.split('.');
  const bundle = require(path.join(bundleDir ?? '', `${module}.cjs`));
  if (typeof bundle[name ?? ''] !== 'function') throw new Error(`The bundle has no handler "${handler}".`);
  return bundle[name ?? ''];
}

/** @param {unknown} error */
function describeError(error) {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: 'Error', message: String(error) };
}

/** The object behind `__forge_runtime__`. Never with `kvs`: @forge/kvs would capture its token at import. */
function runtimeOf(/** @type {any} */ call, /** @type {number} */ deadline) {
  return {
    ...call.runtime,
    metrics: silentMetrics,
    externalAuth: [],
    container: {
      runtime: 'AWS_Lambda_nodejs',
      region: 'local',
      handler: call.handler,
      appCodeDir: bundleDir,
    },
    lambdaContext: {
      awsRequestId: call.id,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    },
  };
}

const nothing = () => undefined;
const silentMetrics = {
  counter: () => ({ incr: nothing, incrBy: nothing, decr: nothing, decrBy: nothing }),
  timing: () => ({ measure: () => ({ stop: nothing }), set: nothing }),
  gauge: () => ({ set: nothing }),
};

send({ kind: 'ready' });
