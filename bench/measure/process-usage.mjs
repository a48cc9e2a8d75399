import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} ProcessUsage
 * @property {number} cpuSeconds User and system time since the process began.
 * @property {number} residentMb Memory held now, in MB (millions of bytes).
 * @property {number} peakResidentMb The most it ever held, in MB.
 */

/** @param {string} text @param {string} field */
function statusMb(text, field) {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
  // The kernel's "kB" is 1024 bytes.
  return kilobytes === undefined ? Number.NaN : (Number(kilobytes) * 1024) / 1e6;
}

/** @type {number | undefined} */
let cachedTicks;

function ticksPerSecond() {
  cachedTicks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return cachedTicks;
}

/**
 * The two times out of the text of `/proc/PID/stat`, in clock ticks.
 *
 * @param {string} stat
 * @returns {number}
 */
export function cpuTicks(stat) {
  // The second field is the command's name in brackets and may hold spaces and brackets of its own.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/**
 * What a process has used so far, read from /proc; undefined where the system has no /proc. CPU time moves in steps of
 * one clock tick (10 ms).
 *
 * @param {number} pid
 * @returns {ProcessUsage | undefined}
 */
export function processUsage(pid) {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpuSeconds: cpuTicks(readFileSync(`/proc/${pid}/stat`, 'utf8')) / ticksPerSecond(),
    residentMb: statusMb(status, 'VmRSS'),
    peakResidentMb: statusMb(status, 'VmHWM'),
  };
}
