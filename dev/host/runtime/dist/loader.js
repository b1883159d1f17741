// The bundler puts Forge's loader beside the app. The local host loads the bundle itself, so this one is empty.
module.exports = {};
