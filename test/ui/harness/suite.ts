import { closeBrowser, startWorkbench, type Workbench, type WorkbenchOptions } from './workbench';

// Outside of all suites, so after the last of them.
after(closeBrowser);

/**
 * One workbench for all tests of a suite: `const workbench = useWorkbench();` inside `describe`, `workbench()` inside a test.
 * A test that fails leaves a picture of what a person would have seen.
 */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;

  before(async () => {
    workbench = await startWorkbench(options);
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || workbench === undefined) return;
    const name = this.currentTest.fullTitle().replace(/[^\w-]+/g, '-');
    console.log(`      seen: ${await workbench.screenshot(`failed-${name}`)}`);
  });

  after(async () => {
    await workbench?.close();
  });

  return () => {
    if (workbench === undefined) throw new Error('The workbench is there only while a test runs.');
    return workbench;
  };
}
