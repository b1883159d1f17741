import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { demoSite, startAtlassian, type Site } from '../simulators';

const account = z.object({
  accountId: z.string(),
  accountType: z.enum(['atlassian', 'app', 'customer']),
  displayName: z.string(),
  email: z.string().exactOptional(),
  emailVisible: z.boolean(),
  active: z.boolean(),
});
const group = z.object({
  groupId: z.string(),
  name: z.string(),
  accessType: z.enum(['site-admin', 'admin', 'user']).exactOptional(),
  applications: z.array(z.string()).exactOptional(),
  defaultFor: z.array(z.string()).exactOptional(),
  managedExternally: z.boolean().exactOptional(),
  isTeam: z.boolean().exactOptional(),
  memberIds: z.array(z.string()),
});
const savedSite: z.ZodType<Site> = z.object({
  title: z.string(),
  accounts: z.array(account),
  groups: z.array(group),
  applications: z.array(z.object({ key: z.string(), name: z.string(), seats: z.int().exactOptional() })),
});

/** The built-in site. It lives beside the store that knows its groups, and is found again with it. */
export async function startLocalSite(
  dataDir: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const file = path.join(dataDir, 'site.json');
  const site = existsSync(file) ? savedSite.parse(JSON.parse(readFileSync(file, 'utf8'))) : demoSite();
  const simulator = await startAtlassian({ site });
  return {
    url: simulator.url,
    close: async () => {
      save(file, simulator.state.snapshot());
      await simulator.close();
    },
  };
}

function save(file: string, site: Site): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(site));
  renameSync(`${file}.new`, file);
}
