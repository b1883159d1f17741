// The bundler puts Forge's wrapper beside the app. The local host has its own (dev/host/worker), so this one is empty.
module.exports = {};
