// The architecture on one screen: each folder, and what it may import (docs/architecture.md, section 1).
const may = {
  domain: [],
  http: ['domain'],
  sync: ['domain'],
  connectors: ['domain', 'http'],
  atlassian: ['domain', 'http', '@forge/api'],
  storage: ['domain', '@forge/kvs'],
  resolvers: ['domain', 'sync', 'contract', 'compose', '@forge/resolver'],
  scheduled: ['domain', 'sync', 'contract', 'compose', '@forge/events'],
  frontend: [
    'domain',
    'contract',
    '@forge/bridge',
    'react',
    'react-dom',
    '@atlaskit/',
    '@tanstack/',
    'cronstrue',
    '@fontsource',
  ],
};
// Parsing is needed at every door, so zod is welcome everywhere; the rest is named where it is used.
const anywhere = ['zod'];
const alsoMay = {
  sync: ['cron-parser', 'p-limit', 're2js', 'node:crypto', 'csv-stringify'],
  http: ['p-limit'],
  connectors: ['p-limit', 'jose', 'node:crypto'],
  storage: ['node:crypto', 'node:util', 'node:zlib'],
};
const packages = [
  'react',
  'react-dom',
  'zod',
  'cron-parser',
  'p-limit',
  're2js',
  'jose',
  'cronstrue',
  'csv-stringify',
];

function target(name) {
  if (name.startsWith('node:')) return `^(node:)?${name.slice(5)}$`;
  return name.startsWith('@') || packages.includes(name)
    ? `(^|node_modules/)${name}`
    : `^src/${name}(/|[.]ts$)`;
}

const layerRules = Object.entries(may).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-its-row`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: 'vite[.]config[.]ts$' },
  to: { pathNot: [`^src/${folder}/`, ...[...allowed, ...anywhere, ...(alsoMay[folder] ?? [])].map(target)] },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'contract-imports-only-the-domain',
      severity: 'error',
      from: { path: '^src/contract(/|[.]ts$)' },
      to: { pathNot: ['^src/domain/', '^src/contract/', '(^|node_modules/)zod'] },
    },
    {
      name: 'connectors-are-strangers',
      severity: 'error',
      from: { path: '^src/connectors/([^/]+)/' },
      to: { path: '^src/connectors/', pathNot: '^src/connectors/$1/' },
    },
    {
      name: 'frontend-takes-only-types',
      severity: 'error',
      from: { path: '^src/frontend/' },
      to: { path: '^src/', pathNot: '^src/frontend/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-ships-from-dev-or-test',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(dev|test|bench)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
