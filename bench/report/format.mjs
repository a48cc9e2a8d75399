/** @typedef {import('../measure/statistics.mjs').Spread} Spread */

/** What a table shows where there is no figure. */
const absent = '–';

/** @param {number | null | undefined} value @param {(value: number) => string} format */
const shown = (value, format) =>
  value === null || value === undefined || Number.isNaN(value) ? absent : format(value);

/**
 * Three significant digits, and never an exponent: 0.0312, 4.25, 318, 12,400.
 *
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function formatNumber(value) {
  return shown(value, (number) => {
    if (number === 0) return '0';
    const rounded = Number(number.toPrecision(3));
    const magnitude = Math.floor(Math.log10(Math.abs(rounded)));
    const decimals = Math.min(Math.max(0, 2 - magnitude), 6);
    return rounded.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  });
}

/** Milliseconds to three decimals under 10, fewer above. @param {number | null | undefined} value */
export function formatMs(value) {
  return shown(value, (number) => {
    const size = Math.abs(number);
    return number.toFixed(size < 10 ? 3 : size < 100 ? 1 : 0);
  });
}

/** @param {Spread | undefined} value @param {(value: number) => string} format */
export function formatSpread(value, format) {
  return value === undefined ? absent : `${format(value.median)} (${format(value.low)} … ${format(value.high)})`;
}

/** A share of one, as a percentage. @param {number | null | undefined} value */
export function formatShare(value) {
  return shown(value, (number) => `${Math.round(number * 100)} %`);
}
