/** Types of columns by their numbers in PostgreSQL's catalogue. */
const INT8 = 20;
const NUMERIC = 1700;
const JSON_TEXT = 114;
const JSONB = 3802;
const BYTEA = 17;
const NUMBERS = [INT8, 21, 23, 26, 700, 701, NUMERIC];

/** Reads columns as the other drivers give them: numbers as numbers, JSON as text. */
export const columnValues = {
  getTypeParser(type: number): (value: string) => unknown {
    if (NUMBERS.includes(type)) return Number;
    if (type === BYTEA) return (value) => new Uint8Array(Buffer.from(value.slice(2), 'hex'));
    if (type === JSON_TEXT || type === JSONB) return (value) => value;
    return (value) => value;
  },
};
