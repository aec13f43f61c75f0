// A plugin for Stryker: its TAP runner, without coverage. The runner sees only code that is covered
// in a test's own thread, and would skip mutations of code that runs in a worker or in a page.
// Without coverage, each mutation is tried with every test file.

// A variable as the specifier: the type checker would need Stryker to be installed otherwise.
const tapRunner = "@stryker-mutator/tap-runner";
const {
  strykerPlugins: [tap],
} = await import(tapRunner);

/** @param {any} injector of Stryker */
function newRunner(injector) {
  const runner = tap.factory(injector);
  const dryRun = runner.dryRun.bind(runner);
  runner.dryRun = async (/** @type {any} */ options) => {
    const { mutantCoverage, ...result } = await dryRun(options);
    return result;
  };
  return runner;
}
newRunner.inject = tap.factory.inject;

// The same object that Stryker's declareFactoryPlugin returns.
export const strykerPlugins = [{ kind: "TestRunner", name: "covers-all", factory: newRunner }];
