import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** Stands in for Atlassian's own feature-gate client: an app never initialises it, so each gate is off and warns about it. */
const gatesOff = `
const gates = {
  initializeCalled: () => false,
  initializeCompleted: () => false,
  checkGate: () => false,
  isGateExists: () => false,
  isExperimentExists: () => false,
  getExperimentValue: (_name, _parameter, fallback) => fallback,
  getExperiment: () => ({ get: (_parameter, fallback) => fallback }),
  hasGetExperimentValueErrorOccurred: () => false,
  hasCheckGateErrorOccurred: () => false,
  getEvaluationDetails: () => ({}),
  onGateUpdated: () => () => undefined,
  onExperimentValueUpdated: () => () => undefined,
  onAnyUpdated: () => () => undefined,
};
export { gates as default, gates as FeatureGates };
`;

const gatesId = '\0feature-gates-off';

function featureGatesOff(): Plugin {
  return {
    name: 'feature-gates-off',
    enforce: 'pre',
    resolveId: (source) => (/^@atlaskit\/feature-gate-js-client(\/|$)/.test(source) ? gatesId : undefined),
    load: (id) => (id === gatesId ? gatesOff : undefined),
  };
}

/** Parts of "font" and of "border-block" and "border-inline", each of which Atlaskit sets after the whole. */
const partOfWhole =
  /(\._\w+)((?::[\w-]+)*\{(?:font-(?:weight|size|style)|line-height|border-(?:block|inline)-)[^{}]*\})/g;

/**
 * Atlaskit's atomic rules stand in the file of each chunk that uses them, so that a chunk fetched later repeats `font` after the `font-weight` of an
 * element that is there already. Named twice, the class of a part outweighs that of its whole wherever they stand.
 */
function partsOutweighWholes(): Plugin {
  return {
    name: 'parts-outweigh-wholes',
    enforce: 'pre',
    transform: (code, id) =>
      id.endsWith('.compiled.css') ? { code: code.replace(partOfWhole, '$1$1$2'), map: null } : undefined,
  };
}

/** Paths are relative and nothing is inlined: Forge serves the page from a nested address under a strict policy. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [featureGatesOff(), partsOutweighWholes(), react()],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: '../../static/page',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
