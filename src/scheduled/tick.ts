import { compose } from '../compose';
import { tick as look } from '../sync/tick';

/** The scheduled trigger, every five minutes. Forge's documents disagree on whether the answer is read; 204 suits both. */
export async function tick(): Promise<{ statusCode: number }> {
  await look(compose());
  return { statusCode: 204 };
}
