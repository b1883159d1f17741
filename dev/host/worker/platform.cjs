// @ts-check
'use strict';
// `__forge_fetch__`, `__forge_runtime__` and `fetch`, carried to the parent and back as messages.

/** @typedef {{ resolve: (response: Response) => void, reject: (error: unknown) => void, stop: () => void }} Waiting */

/** @param {{ send: (message: object) => void, invocations: import('node:async_hooks').AsyncLocalStorage<any> }} deps */
function createPlatform({ send, invocations }) {
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let lastCall = 0;

  async function call(/** @type {object} */ target, /** @type {string} */ path, /** @type {any} */ init) {
    const invocation = invocations.getStore();
    if (invocation === undefined) throw new Error('There is no Forge invocation around this call.');
    const request = await readRequest(path, init);
    lastCall += 1;
    const callId = lastCall;
    return new Promise((resolve, reject) => {
      const abort = () => {
        send({ kind: 'abort', callId });
        waiting.delete(callId);
        reject(init.signal.reason);
      };
      init?.signal?.addEventListener('abort', abort, { once: true });
      waiting.set(callId, { resolve, reject, stop: () => init?.signal?.removeEventListener('abort', abort) });
      if (init?.signal?.aborted) return abort();
      send({ kind: 'call', callId, invocationId: invocation.id, target, request });
    });
  }

  installGlobals(call, invocations);
  return { answer: (/** @type {any} */ message) => settle(waiting, message) };
}

/** @param {Map<number, Waiting>} waiting @param {any} message */
function settle(waiting, { callId, answer }) {
  const caller = waiting.get(callId);
  waiting.delete(callId);
  caller?.stop();
  if (answer.kind === 'error') return caller?.reject(toError(answer));
  return caller?.resolve(toResponse(answer));
}

/** @param {Function} call @param {import('node:async_hooks').AsyncLocalStorage<any>} invocations */
function installGlobals(call, invocations) {
  // A getter, so that parallel invocations never see each other, and undefined while the bundle loads.
  Object.defineProperty(globalThis, '__forge_runtime__', { get: () => invocations.getStore()?.runtime });
  Object.assign(globalThis, {
    __forge_fetch__: (/** @type {object} */ target, /** @type {string} */ path, /** @type {any} */ init) =>
      call(target, path, init),
    // @forge/api captures fetch when it is imported, so this must stand before the bundle is loaded.
    fetch: (/** @type {any} */ input, /** @type {any} */ init) => {
      const request = input instanceof Request ? input : undefined;
      return call(
        { type: 'egress' },
        request?.url ?? String(input),
        request === undefined ? init : new Request(request, init),
      );
    },
  });
}

/** @param {string} path @param {any} init */
async function readRequest(path, init) {
  const { body, headers } = await readBody(init);
  return { path, method: (init?.method ?? 'GET').toUpperCase(), headers, body, redirect: init?.redirect };
}

/** Lets the platform's own Request read every kind of body, and set the content type that belongs to it. */
async function readBody(/** @type {any} */ init) {
  if (init instanceof Request) return { headers: Object.fromEntries(init.headers), body: await bytes(init) };
  if (init?.body === undefined || init.body === null) {
    return { headers: Object.fromEntries(new Headers(init?.headers)), body: undefined };
  }
  const carrier = new Request('http://body.invalid', {
    method: 'POST',
    headers: init.headers,
    body: init.body,
    duplex: 'half',
  });
  return { headers: Object.fromEntries(carrier.headers), body: await bytes(carrier) };
}

/** @param {Request} request */
async function bytes(request) {
  return request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
}

const withoutBody = [101, 204, 205, 304];

/** @param {any} answer */
function toResponse({ status, statusText, headers, body, url, redirected }) {
  const response = new Response(withoutBody.includes(status) ? null : (body ?? ''), {
    status,
    statusText,
    headers,
  });
  Object.defineProperty(response, 'url', { value: url ?? '' });
  Object.defineProperty(response, 'redirected', { value: redirected === true });
  return response;
}

/** @param {any} answer */
function toError({ name, message, status }) {
  return Object.assign(new Error(message), { name }, status === undefined ? {} : { status });
}

module.exports = { createPlatform };
