// Stryker's runner of TAP, but every change is tried with every test file: it sees what is covered in a test's own thread
// only, and would try nothing of what is covered in another one, or in a page.

// By a variable: else the types of this project would need Stryker to be installed.
const runners = "@stryker-mutator/tap-runner";
const {
  strykerPlugins: [tap],
} = await import(runners);

/** @param {any} injector Stryker's */
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

// What declareFactoryPlugin of Stryker makes.
export const strykerPlugins = [{ kind: "TestRunner", name: "covers-all", factory: newRunner }];
