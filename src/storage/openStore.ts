import { createBackup } from './backups';
import { migrate } from './migrate';
import { SCHEMA_VERSION } from './migrations';
import { Store, type StoreOptions } from './store';

/** Opens the store and brings its schema up to date, with a backup of the old one first (rule S7). */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = Store.open(options);
  const found = store.schema;
  if (found >= SCHEMA_VERSION) return store;
  try {
    // A backup is a copy of the published file, so what the log holds has to be published first.
    await store.publish();
    await createBackup(store, `schema-${found}`, new Date());
    migrate(store.connection);
    return store;
  } catch (error) {
    store.abandon();
    throw error;
  }
}
