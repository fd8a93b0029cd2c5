/**
 * @file Runs tests of wa-sqlite's own, those for its JSPI build, and tells how many of each
 * file have passed. Its tests take Jasmine's functions for global ones, as they are here.
 */

/** How long a test may take: others may be using the machine. */
const patience = 60_000;

/**
 * @param {string} tree The URL of the package.
 * @param {object} jasmineRequire What jasmine.js defines.
 * @param {string[]} files Tests, as `api`.
 * @param {RegExp} leaveOut Those whose names match it.
 */
export async function runSpecs(tree, jasmineRequire, files, leaveOut) {
  const jasmine = jasmineRequire.core(jasmineRequire);
  const env = jasmine.getEnv();
  Object.assign(globalThis, jasmineRequire.interface(jasmine, env));
  jasmine.DEFAULT_TIMEOUT_INTERVAL = patience;

  // What it looks for is JSPI's interface of before 2024.
  const { TestContext } = await import(new URL("test/TestContext.js", tree));
  TestContext.supportsJSPI = () => Promise.resolve(true);

  const fileOf = new Map();
  for (const file of files) {
    const remember = globalThis.it;
    globalThis.it = (...args) => {
      const spec = remember(...args);
      fileOf.set(spec.id, file);
      return spec;
    };
    await import(new URL(`test/${file}.test.js`, tree));
    globalThis.it = remember;
  }

  const counts = new Map(files.map((file) => [file, { passed: 0, all: 0 }]));
  env.configure({
    random: false,
    specFilter(spec) {
      const name = spec.getFullName();
      return /\bjspi\b/.test(name) && !leaveOut.test(name);
    },
  });
  env.clearReporters();
  env.addReporter({
    specDone({ id, status, fullName, failedExpectations }) {
      if (status === "excluded") return;
      const count = counts.get(fileOf.get(id));
      count.all++;
      if (status === "passed") {
        count.passed++;
        return;
      }
      console.log(`${status}: ${fullName}`);
      for (const { message, stack } of failedExpectations) console.log(message, stack);
    },
  });
  await env.execute();
  for (const [file, { passed, all }] of counts) {
    console.log(`${file}: ${passed} of ${all} passed`);
  }
}
