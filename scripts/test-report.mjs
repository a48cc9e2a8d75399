// A vitest reporter: writes what the summary of `npm test` says to the file of SIGNALBOX_TEST_REPORT.
import { writeFileSync } from 'node:fs';

/** Counts of tests, and the names of those that failed or that passed only when tried again. */
export default class TestReport {
  onTestRunEnd(modules, errors) {
    const report = { passed: 0, failed: 0, skipped: 0, failures: [], retried: [] };
    for (const module of modules) {
      const place = module.relativeModuleId;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        report[state === 'pending' ? 'skipped' : state] += 1;
        const name = `${place}: ${test.fullName}`;
        if (state === 'failed') report.failures.push(name);
        else if (test.diagnostic()?.flaky) report.retried.push(name);
      }
      // A file or a suite may break outside of its tests: in an import, or in a hook.
      const broken = [...module.children.allSuites(), module].filter((task) => task.errors().length > 0);
      report.failed += broken.length;
      report.failures.push(...broken.map((task) => `${place}: ${task.fullName ?? 'the file itself'}`));
    }
    report.failed += errors.length;
    report.failures.push(...errors.map((error) => `outside of any test: ${error.message}`));
    writeFileSync(process.env.SIGNALBOX_TEST_REPORT, JSON.stringify(report));
  }
}
