import { ChoiceRow } from '../../components/choice-row';

interface TimeZoneFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (timeZone: string) => void;
}

// Browsers leave UTC out of the list of places.
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const options = zones.map((zone) => ({ label: zone.replaceAll('_', ' '), value: zone }));

export function TimeZoneField({ value, error, onChange }: TimeZoneFieldProps) {
  return (
    <ChoiceRow
      label="Time zone"
      isSearchable
      options={options}
      value={value}
      error={error}
      help="The schedule follows this zone’s clock, daylight saving time included."
      onChange={onChange}
    />
  );
}
