import type { FamilySnapshot, MemberSnapshot } from './metric-families.ts';

/** Prometheus text of families, with HELP and TYPE. */
export function renderMetrics(families: readonly FamilySnapshot[]): string {
  return families.map(renderFamily).join('');
}

/** Families of several processes as one: what has the same name and labels is added up. */
export function addMetrics(processes: readonly (readonly FamilySnapshot[])[]): readonly FamilySnapshot[] {
  const byName = new Map<string, FamilySnapshot>();
  for (const family of processes.flat()) {
    const known = byName.get(family.name);
    byName.set(
      family.name,
      known === undefined ? family : { ...known, members: addMembers([...known.members, ...family.members]) },
    );
  }
  return [...byName.values()];
}

function addMembers(members: readonly MemberSnapshot[]): readonly MemberSnapshot[] {
  const byLabels = new Map<string, MemberSnapshot>();
  for (const member of members) {
    const key = member.labels.join('\0');
    const known = byLabels.get(key);
    byLabels.set(key, known === undefined ? member : addMember(known, member));
  }
  return [...byLabels.values()];
}

function addMember(a: MemberSnapshot, b: MemberSnapshot): MemberSnapshot {
  const value = a.value + b.value;
  if (a.counts === undefined || b.counts === undefined) return { labels: a.labels, value };
  return { labels: a.labels, value, counts: a.counts.map((count, bucket) => count + (b.counts?.[bucket] ?? 0)) };
}

function renderFamily(family: FamilySnapshot): string {
  const { name, help, kind, labelNames, members } = family;
  const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  let text = `# HELP ${name} ${escaped}\n# TYPE ${name} ${kind}\n`;
  for (const member of members) {
    const labels = renderLabels(labelNames, member.labels);
    text +=
      member.counts === undefined ? `${name}${labels} ${member.value}\n` : renderHistogram(family, member, labels);
  }
  return text;
}

function renderHistogram({ name, bounds }: FamilySnapshot, { counts, value }: MemberSnapshot, labels: string): string {
  let text = '';
  let total = 0;
  counts?.forEach((count, bucket) => {
    total += count;
    const bound = bounds?.[bucket] ?? '+Inf';
    const all = labels === '' ? `{le="${bound}"}` : `${labels.slice(0, -1)},le="${bound}"}`;
    text += `${name}_bucket${all} ${total}\n`;
  });
  return `${text}${name}_sum${labels} ${value}\n${name}_count${labels} ${total}\n`;
}

function renderLabels(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return '';
  const pairs = names.map((name, position) => {
    const value = (values[position] ?? '').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    return `${name}="${value}"`;
  });
  return `{${pairs.join(',')}}`;
}
