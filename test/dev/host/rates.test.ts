import { createRates } from '../../../dev/host/kvs/rates';

const kib = 1024;

test('1,000 calls a second, whatever their size', () => {
  const rates = createRates();
  for (let n = 0; n < 1000; n += 1) rates.spend('read', 0, 1_000_000);
  expect(() => rates.spend('read', 0, 1_000_999)).toThrow('Rate limit');
  expect(() => rates.spend('read', 0, 1_001_000)).not.toThrow();
});

test('4,000 units of 10 KB a minute, rounded up, for writing and reading apart', () => {
  const rates = createRates();
  const write = (bytes: number, nowMs: number) => rates.spend('write', bytes, nowMs);
  for (let n = 0; n < 160; n += 1) write(240 * kib, 1_000_000 + n);
  for (let n = 0; n < 160; n += 1) write(1, 1_001_000 + n);
  expect(() => write(1, 1_002_000)).toThrow('Rate limit');
  expect(() => rates.spend('read', 240 * kib, 1_002_000)).not.toThrow();
  expect(() => write(1, 1_060_000)).not.toThrow();
});
