// oxlint-disable no-underscore-dangle -- the names are Forge's
// Goes first into the app's page: @forge/bridge looks for this global while it is imported. Functions travel in payloads
// (event callbacks, history), so the page talks to the frame around it directly; both come from the same origin.
globalThis.__bridge = {
  callBridge: (command, payload) => window.parent.__forgeHost.call(window, command, payload),
};
