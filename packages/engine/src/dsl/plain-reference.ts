/** `${NAME}` that stands without quotes: what it is replaced with may be a number or true/false. */
export class PlainReference {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
