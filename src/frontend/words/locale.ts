/** How the administrator reads dates and numbers. The words are English whatever the language. */
export interface AdminLocale {
  /** BCP 47, such as `de-DE`. */
  readonly language: string;
  /** IANA name; absent: the browser's. */
  readonly timeZone?: string;
}

let chosen: AdminLocale = { language: 'en-GB' };

/** Set once, before the first word is drawn. What this browser does not know is left as it was. */
export function chooseLocale({ language, timeZone }: Partial<AdminLocale>): void {
  // Atlassian writes `de_DE` in some places.
  const tag = language?.replaceAll('_', '-');
  chosen = {
    language: tag !== undefined && isUsable({ language: tag }) ? tag : chosen.language,
    ...(timeZone !== undefined && isUsable({ timeZone }) ? { timeZone } : {}),
  };
}

function isUsable({ language, timeZone }: Partial<AdminLocale>): boolean {
  try {
    Intl.DateTimeFormat(language, { timeZone });
    return true;
  } catch {
    return false;
  }
}

export function adminLanguage(): string {
  return chosen.language;
}

export function adminTimeZone(): string {
  return chosen.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
