import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { load } from 'cheerio';
import * as z from 'zod';
import type { Manifest } from './manifest';

type Permissions = Parameters<CSPProcessingService['getCspDetails']>[1];

const permissionsOf = z.custom<Permissions>((value) => typeof value === 'object');

/** The Content-Security-Policy that the product puts on the app's page, made by Forge's own library. */
export function pagePolicy(html: string, manifest: Manifest): string {
  const processing = new CSPProcessingService({ info: () => undefined }, load);
  const existingCSPDetails = processing.getCspDetails(html, permissionsOf.parse(manifest.permissions ?? {}));
  return new CSPInjectionService()
    .getInjectableCSP({ existingCSPDetails, microsEnv: 'prod', tunnelCSPReporterUri: '/__csp-report' })
    .join('; ');
}
