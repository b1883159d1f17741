import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const scopes = z.union([
  z.array(z.string()),
  z.record(z.string(), z.object({ allowImpersonation: z.boolean().optional() })),
]);
const address = z.union([z.string(), z.object({ address: z.string() })]);
const pageModule = z.looseObject({
  key: z.string(),
  title: z.union([z.string(), z.object({ i18n: z.string() })]).optional(),
  resource: z.string().optional(),
  resolver: z.object({ function: z.string() }).optional(),
});
const index = z.union([
  z.string(),
  z.object({
    name: z.string(),
    partition: z.array(z.string()).optional(),
    range: z.array(z.string()).optional(),
  }),
]);
const attributeType = z.enum(['string', 'boolean', 'float', 'integer', 'any']);
const entity = z.object({
  name: z.string(),
  attributes: z.record(z.string(), z.object({ type: attributeType })),
  indexes: z.array(index).optional(),
});

/** The parts of manifest.yml that the host plays. `@forge/manifest` validates the file itself; see test/manifest. */
const manifestSchema = z.object({
  modules: z.looseObject({
    function: z.array(
      z.object({
        key: z.string(),
        handler: z.string(),
        timeoutSeconds: z.number().optional(),
        runtime: z.object({ memoryMB: z.number() }).optional(),
      }),
    ),
    consumer: z.array(z.object({ key: z.string(), queue: z.string(), function: z.string() })).optional(),
    scheduledTrigger: z
      .array(
        z.object({
          key: z.string(),
          function: z.string(),
          interval: z.enum(['fiveMinute', 'hour', 'day', 'week']),
        }),
      )
      .optional(),
    'jira:adminPage': z.array(pageModule).optional(),
    'confluence:globalSettings': z.array(pageModule).optional(),
  }),
  resources: z.array(z.object({ key: z.string(), path: z.string() })).optional(),
  environment: z.object({ variables: z.array(z.string()) }).optional(),
  permissions: z
    .looseObject({
      scopes: scopes.optional(),
      external: z
        .looseObject({
          fetch: z.object({ backend: z.array(address).optional() }).optional(),
          configurable: z.object({ enabled: z.boolean() }).optional(),
        })
        .optional(),
    })
    .optional(),
  app: z.looseObject({
    id: z.string(),
    runtime: z.looseObject({ name: z.string(), memoryMB: z.number().optional() }),
    licensing: z.object({ enabled: z.boolean() }).optional(),
    storage: z.looseObject({ entities: z.array(entity).optional() }).optional(),
  }),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type FunctionModule = Manifest['modules']['function'][number];
export type PageModule = z.infer<typeof pageModule> & { readonly type: PageModuleType };
export type EntityDefinition = z.infer<typeof entity>;
export type PageModuleType = (typeof pageModuleTypes)[number];

export const pageModuleTypes = ['jira:adminPage', 'confluence:globalSettings'] as const;

/** Reads `<appDir>/manifest.yml`. Throws with the path of the field that the host cannot read. */
export function readManifest(appDir: string): Manifest {
  const file = path.join(appDir, 'manifest.yml');
  const parsed = manifestSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`The local host cannot read ${file}: ${z.prettifyError(parsed.error)}`);
}

export function pageModules(manifest: Manifest): readonly PageModule[] {
  return pageModuleTypes.flatMap((type) =>
    (manifest.modules[type] ?? []).map((module) => ({ ...module, type })),
  );
}

export function functionByKey(manifest: Manifest, key: string): FunctionModule {
  const found = manifest.modules.function.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`manifest.yml has no function "${key}".`);
  return found;
}

export function declaredScopes(manifest: Manifest): readonly string[] {
  const declared = manifest.permissions?.scopes ?? [];
  return Array.isArray(declared) ? declared : Object.keys(declared);
}

/** Scopes with `allowImpersonation: true`; only the map form can say so. */
export function impersonationScopes(manifest: Manifest): readonly string[] {
  const declared = manifest.permissions?.scopes ?? [];
  if (Array.isArray(declared)) return [];
  return Object.entries(declared).flatMap(([scope, options]) =>
    options.allowImpersonation === true ? [scope] : [],
  );
}

/** Whether the app may ask administrators for addresses that the manifest does not list. */
export function customerEgressEnabled(manifest: Manifest): boolean {
  return manifest.permissions?.external?.configurable?.enabled === true;
}

export function backendAddresses(manifest: Manifest): readonly string[] {
  const backend = manifest.permissions?.external?.fetch?.backend ?? [];
  return backend.map((item) => (typeof item === 'string' ? item : item.address));
}
