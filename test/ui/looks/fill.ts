import { openClient } from '../../unit/engine/harness';
import { until } from '../harness/until';
import { tellSample, type Sample } from './sample';

/** Puts the sample into the store of a folder and closes it again, so that a window opens it as on the next morning. */
export async function fillWithSample(folder: string): Promise<Sample> {
  const engine = openClient({ folder, door: 'host' });
  // Checks are run where a window trusts the folder.
  engine.tellWindow({ trusted: true, unsaved: [] });
  try {
    const sample = await tellSample(engine, folder);
    await until('the short claim is over', async () => {
      return (await engine.read('task.get', { id: sample.interrupted }))?.offer === 'interrupted';
    });
    return sample;
  } finally {
    await engine.close();
  }
}
