/** The option that heads are looked up by. */
export const CONFIG_OPTION = {
  flags: '-c, --config <file>',
  description: 'config file or recipe name that says who serves which head (default: the embedded models)',
} as const;
