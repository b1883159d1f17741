import * as z from 'zod';

export interface SiteAccountOptions {
  readonly site: string;
  readonly siteAuth?: string;
  readonly callerAccountId?: string;
}

const myself = z.object({ accountId: z.string() });

/** Who sits in front of the page: as told, or as the site says. Asked once, when first needed. */
export function createSiteAccount(options: SiteAccountOptions): () => Promise<string> {
  let known: Promise<string> | undefined;
  return () => {
    known ??= options.callerAccountId === undefined ? ask(options) : Promise.resolve(options.callerAccountId);
    // A site that was not up yet may be asked again.
    known.catch(() => (known = undefined));
    return known;
  };
}

const administration = z.object({
  permissions: z.object({ ADMINISTER: z.object({ havePermission: z.boolean() }) }),
});

/** Whether the person in front of the page has Jira's global permission to administer. */
export async function administers(
  { site, siteAuth }: SiteAccountOptions,
  account: () => Promise<string>,
): Promise<boolean> {
  const principal = { 'x-forge-principal': `user ${await account()}` };
  const response = await fetch(
    `${site.replace(/\/+$/, '')}/rest/api/3/mypermissions?permissions=ADMINISTER`,
    { headers: siteAuth === undefined ? principal : { authorization: siteAuth } },
  );
  if (!response.ok) return false;
  return administration.parse(await response.json()).permissions.ADMINISTER.havePermission;
}

async function ask({ site, siteAuth }: SiteAccountOptions): Promise<string> {
  const url = `${site.replace(/\/+$/, '')}/rest/api/3/myself`;
  const response = await fetch(url, { headers: siteAuth === undefined ? {} : { authorization: siteAuth } });
  if (!response.ok)
    throw new Error(
      `${url} answered ${response.status}: the host cannot know who sits in front of the page.`,
    );
  return myself.parse(await response.json()).accountId;
}
