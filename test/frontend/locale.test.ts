import { count } from '../../src/frontend/words/count';
import { chooseLocale } from '../../src/frontend/words/locale';
import { withLocalTimes } from '../../src/frontend/words/local-times';
import { dateAndTime, dayOf, dayWords, momentNear } from '../../src/frontend/words/time';

const at = Date.UTC(2026, 10, 22, 17, 51);

describe('dates and numbers', () => {
  afterEach(() => chooseLocale({ language: 'en-GB' }));

  it.each([
    ['de-DE', 'Europe/Berlin', '22.11.2026, 18:51', '22.11.2026', '1.204'],
    ['en_US', 'America/New_York', 'Nov 22, 2026, 12:51 PM', 'Nov 22, 2026', '1,204'],
    ['en-GB', 'Asia/Kolkata', '22 Nov 2026, 23:21', '22 Nov 2026', '1,204'],
  ])('are written as an administrator of %s in %s writes them', (language, timeZone, moment, day, number) => {
    chooseLocale({ language, timeZone });
    expect(plain(dateAndTime(at))).toBe(moment);
    expect(dayWords('2026-11-22')).toBe(day);
    expect(count(1204)).toBe(number);
  });

  it('turn to the next day where the administrator is', () => {
    chooseLocale({ timeZone: 'Pacific/Auckland' });
    expect(dayOf(at)).toBe('2026-11-23');
    expect(momentNear(at, at + 60_000)).toBe('06:51');
    expect(momentNear(at, at - 8 * 3_600_000)).toBe('23 Nov 2026, 06:51');
  });

  it('keep to what is known where the product names a language or a zone that is not', () => {
    chooseLocale({ language: 'de-DE', timeZone: 'Europe/Berlin' });
    chooseLocale({ language: 'not a language', timeZone: 'Mars/Olympus' });
    expect(count(1204)).toBe('1.204');
    expect(dateAndTime(at, 'UTC')).toBe('22.11.2026, 17:51');
  });
});

describe('a sentence of the app', () => {
  afterEach(() => chooseLocale({ language: 'en-GB' }));

  it('has its moments where and as the administrator reads them', () => {
    chooseLocale({ timeZone: 'Asia/Kolkata' });
    expect(withLocalTimes('The run of 2026-11-22 17:51 UTC held it until 2026-11-23 17:51 UTC.')).toBe(
      'The run of 22 Nov 2026, 23:21 held it until 23 Nov 2026, 23:21.',
    );
    expect(withLocalTimes('The group "2026-99-99 17:51 UTC".')).toBe('The group "2026-99-99 17:51 UTC".');
  });
});

/** With plain spaces: some languages put narrow ones before "PM". */
function plain(text: string): string {
  return text.replaceAll(/\s/g, ' ');
}
