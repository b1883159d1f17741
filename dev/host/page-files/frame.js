// oxlint-disable no-underscore-dangle -- the names are Forge's
// The product's side of the bridge (facts of @forge/bridge 7). A command that is not here is an error, never a silent success.
const parameters = new URLSearchParams(location.search);
const moduleKey = document.body.dataset.module;
const colorMode = parameters.get('theme') === 'dark' ? 'dark' : 'light';
const subscribers = new Map();

document.documentElement.dataset.colorMode = colorMode;

const commands = {
  invoke: (page, payload) => ask('invoke', payload),
  fetchProduct: (page, payload) => ask('fetchProduct', payload),
  getContext: () => ask('getContext', {}),
  enableTheming: (page) => enableTheming(page),
  showFlag: (page, flag) => showFlag(flag),
  closeFlag: (page, { id }) => closeFlag(id),
  createHistory: () => createHistory(),
  navigate: (page, target) => navigate(target),
  reload: () => location.reload(),
  changeWindowTitle: (page, title) => {
    document.title = title;
  },
  __permission__egressGet: (page, payload) => egress('__permission__egressGet', payload),
  __permission__egressSet: (page, payload) => egress('__permission__egressSet', payload),
  __permission__egressDeleteDomain: (page, payload) => egress('__permission__egressDeleteDomain', payload),
  __permission__egressDeleteGroup: (page, payload) => egress('__permission__egressDeleteGroup', payload),
  emitReadyEvent: () => undefined,
  on: (page, { event, callback }) => subscribe(event, callback),
  onPublic: (page, { event, callback }) => subscribe(event, callback),
  emit: (page, { event, payload }) => emit(event, payload),
  emitPublic: (page, { event, payload }) => emit(event, payload),
};

globalThis.__forgeHost = {
  call: async (page, command, payload) => {
    const run = commands[command];
    if (run !== undefined) return run(page, payload);
    await ask('unmodelled', { command });
    throw new Error(`The local host does not model the bridge command "${command}".`);
  },
};

async function ask(command, payload) {
  const response = await fetch('/__bridge', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forge-host': '1' },
    body: JSON.stringify({ command, payload, moduleKey, colorMode }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer.value;
}

// What changes where the app may connect to is asked of the person, outside of the app's page.
async function egress(command, input) {
  const first = await ask(command, { input, confirmed: false });
  if (first.confirm === undefined) return first.result;
  if (!(await confirmed(first.confirm))) throw new Error('The administrator did not allow it.');
  return (await ask(command, { input, confirmed: true })).result;
}

function confirmed({ title, description, domains }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'consent';
  const heading = textIn('h2', title);
  heading.id = 'consent-title';
  dialog.setAttribute('aria-labelledby', heading.id);
  const list = document.createElement('ul');
  list.append(...domains.map((domain) => textIn('li', domain)));
  const form = document.createElement('form');
  form.method = 'dialog';
  form.append(button('Do not allow', 'no'), button('Allow', 'yes'));
  dialog.append(heading, textIn('p', description), list, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    // Escape closes it as well, and is no consent.
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}

function button(text, value) {
  const one = textIn('button', text);
  one.value = value;
  return one;
}

function textIn(tag, text) {
  const one = document.createElement(tag);
  one.textContent = text;
  return one;
}

async function enableTheming(page) {
  const root = page.document.documentElement;
  root.dataset.colorMode = colorMode;
  root.dataset.theme =
    'light:light dark:dark spacing:spacing typography:typography shape:shape motion:motion';
  const style = page.document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/__theme.css';
  const loaded = new Promise((resolve) => {
    style.addEventListener('load', resolve);
    style.addEventListener('error', resolve);
  });
  // Before the page's own styles, which may refine the theme.
  page.document.head.prepend(style);
  await loaded;
}

function showFlag({ id, title, description, isAutoDismiss }) {
  closeFlag(id);
  const flag = document.createElement('div');
  flag.className = 'flag';
  flag.id = `flag-${id}`;
  flag.setAttribute('role', 'status');
  const heading = document.createElement('strong');
  heading.textContent = title ?? '';
  flag.append(heading, description ?? '');
  document.getElementById('flags').append(flag);
  if (isAutoDismiss) setTimeout(() => closeFlag(id), 8000);
  return true;
}

function closeFlag(id) {
  document.getElementById(`flag-${id}`)?.remove();
  return true;
}

function navigate({ url, type }) {
  if (url === undefined)
    throw new Error('The local host navigates to URLs only, not to targets of the product.');
  const target = new URL(url, location.href);
  if (!['http:', 'https:'].includes(target.protocol))
    throw new Error(`The local host does not open ${target.protocol} addresses.`);
  if (type === 'new-tab') window.open(target, '_blank', 'noopener');
  else location.assign(target);
}

function subscribe(event, callback) {
  const callbacks = subscribers.get(event) ?? new Set();
  subscribers.set(event, callbacks.add(callback));
  return { unsubscribe: () => callbacks.delete(callback) };
}

function emit(event, payload) {
  for (const callback of subscribers.get(event) ?? []) callback(payload);
}

// The page's own address lives in the frame's hash: the frame can be reloaded, shared and stepped back through.
function createHistory() {
  const listeners = new Set();
  const history = {
    action: 'POP',
    length: window.history.length,
    location: locationFromHash(),
    createHref: (target) => `#${pathOf(target)}`,
    push: (target, state) => go('PUSH', target, state),
    replace: (target, state) => go('REPLACE', target, state),
    go: (steps) => window.history.go(steps),
    goBack: () => window.history.back(),
    goForward: () => window.history.forward(),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const changed = (action) => {
    history.action = action;
    history.length = window.history.length;
    history.location = locationFromHash();
    for (const listener of listeners) listener(history.location, action);
  };
  const go = (action, target, state) => {
    const entry = { state: state ?? target?.state, key: Math.random().toString(36).slice(2, 8) };
    const address = `${location.pathname}${location.search}#${pathOf(target)}`;
    if (action === 'PUSH') window.history.pushState(entry, '', address);
    else window.history.replaceState(entry, '', address);
    changed(action);
  };
  window.addEventListener('popstate', () => changed('POP'));
  return history;
}

function pathOf(target) {
  if (typeof target === 'string') return target;
  return `${target.pathname ?? '/'}${target.search ?? ''}${target.hash ?? ''}`;
}

function locationFromHash() {
  const url = new URL(location.hash.slice(1) || '/', 'http://page.invalid');
  const { state, key } = window.history.state ?? {};
  return { pathname: url.pathname, search: url.search, hash: url.hash, state, key };
}
