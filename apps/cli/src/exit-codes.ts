/** What the shell sees; stable, scripts rely on it. */
export const EXIT = {
  ok: 0,
  /** The thing checked is bad. */
  bad: 1,
  /** The command was used wrongly. */
  usage: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
