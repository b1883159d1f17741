// The handlers that manifest.yml names, and nothing else.
export { advance } from './scheduled/advance';
export { tick } from './scheduled/tick';
export { resolver } from './resolvers';
