/** The path of a call, for servers where it names the model. */
export type PathOf = (model: string) => string;
