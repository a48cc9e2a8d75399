import type { ProbeResult } from '@signalbox/engine';

/** Results as JUnit XML, which build servers show: one suite, a test case per probe. */
export function renderJunit(name: string, results: readonly ProbeResult[]): string {
  const failures = results.filter((each) => !each.passed).length;
  const cases = results.map(({ probe, passed, differences, result }) => {
    const seconds = (result.trace.totalMicros / 1e6).toFixed(6);
    const head = `    <testcase classname="${escapeXml(probe.expected.decision)}" name="${escapeXml(probe.id)}" time="${seconds}"`;
    if (passed) return `${head}/>`;
    const message = escapeXml(differences.join('; '));
    return `${head}>\n      <failure message="${message}">${message}</failure>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${results.length}" failures="${failures}">`,
    `  <testsuite name="${escapeXml(name)}" tests="${results.length}" failures="${failures}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML text; control characters, which XML cannot hold, become a mark. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '�')
    .replaceAll(/[&<>"]/g, (mark) => ENTITIES[mark]!);
}
