import { ProtobufWriter } from './protobuf-writer.ts';

/** Element types of tensors, by their numbers in the ONNX specification (onnx.proto, TensorProto.DataType). */
const ELEMENT_TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

/** The number of an element type, e.g. for the `to` of a Cast. */
export function elementTypeNumber(type: ElementType): number {
  return ELEMENT_TYPES[type];
}

/** An attribute of a node: `{ ints: [1] }` for lists, else a whole number, a float or a text. */
export type Attribute =
  | { readonly int: number }
  | { readonly ints: Iterable<number> }
  | { readonly float: number }
  | { readonly text: string };

/** A named input or output; dimensions are sizes, or names where the size differs from run to run. */
export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Operator set; the standard one when absent. */
  readonly domain?: string;
  /** Name of the output; one is made up when absent. */
  readonly output?: string;
}

/** Versions of the operator sets that the graphs are written for, and of the file layout that goes with them. */
const OPERATOR_SETS = { '': 18, 'ai.onnx.ml': 2 } as const;
const FILE_VERSION = 8;

/**
 * Builds one ONNX model: add constants and nodes, name inputs and outputs, then take the bytes.
 * Every adding method returns the name under which later nodes refer to the value.
 *
 * @example
 * const graph = new OnnxGraph('doubler');
 * const x = graph.input({ name: 'x', type: 'float32', shape: ['n'] });
 * graph.node('Add', [x, x], { output: 'y' });
 * graph.output({ name: 'y', type: 'float32', shape: ['n'] });
 * const bytes = graph.finish();
 */
export class OnnxGraph {
  readonly #name: string;
  readonly #graph = new ProtobufWriter();
  readonly #constants = new Map<string, string>();
  #count = 0;

  constructor(name: string) {
    this.#name = name;
    this.#graph.text(2, name);
  }

  input(value: GraphValue): string {
    this.#graph.message(11, valueInfo(value));
    return value.name;
  }

  output(value: GraphValue): void {
    this.#graph.message(12, valueInfo(value));
  }

  /** A node with one output. */
  node(operator: string, inputs: readonly string[], options: NodeOptions = {}): string {
    const output = options.output ?? this.#fresh(operator);
    const node = new ProtobufWriter();
    for (const input of inputs) node.text(1, input);
    node.text(2, output).text(3, `${operator}:${output}`).text(4, operator);
    for (const [name, value] of Object.entries(options.attributes ?? {})) node.message(5, attribute(name, value));
    if (options.domain !== undefined) node.text(7, options.domain);
    this.#graph.message(1, node);
    return output;
  }

  /** A weight tensor; `values` are laid out row by row. */
  tensor(name: string, values: Float32Array | Int8Array | BigInt64Array, shape: readonly number[]): string {
    const type = values instanceof Float32Array ? 'float32' : values instanceof Int8Array ? 'int8' : 'int64';
    const tensor = new ProtobufWriter().integers(1, shape).integer(2, ELEMENT_TYPES[type]).text(8, name);
    tensor.bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    this.#graph.message(5, tensor);
    return name;
  }

  /** A single float. */
  number(value: number): string {
    return this.#constant(`number ${value}`, () => this.tensor(this.#fresh('number'), Float32Array.of(value), []));
  }

  /** A list of whole numbers, e.g. axes or a shape. */
  integers(...values: readonly number[]): string {
    return this.#constant(`integers ${values}`, () =>
      this.tensor(this.#fresh('integers'), BigInt64Array.from(values, BigInt), [values.length]),
    );
  }

  /** The model's bytes, with facts about it that tools show. */
  finish(facts: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
    const model = new ProtobufWriter().integer(1, FILE_VERSION).text(2, 'signalbox').message(7, this.#graph);
    for (const [domain, version] of Object.entries(OPERATOR_SETS)) {
      const set = new ProtobufWriter();
      if (domain !== '') set.text(1, domain);
      model.message(8, set.integer(2, version));
    }
    for (const [key, value] of Object.entries({ name: this.#name, ...facts })) {
      model.message(14, new ProtobufWriter().text(1, key).text(2, value));
    }
    return model.finish();
  }

  #constant(key: string, make: () => string): string {
    const name = this.#constants.get(key) ?? make();
    this.#constants.set(key, name);
    return name;
  }

  #fresh(stem: string): string {
    this.#count += 1;
    return `${stem.toLowerCase()}_${this.#count}`;
  }
}

function valueInfo({ name, type, shape }: GraphValue): ProtobufWriter {
  const dimensions = new ProtobufWriter();
  for (const size of shape) {
    const dimension = new ProtobufWriter();
    dimensions.message(1, typeof size === 'number' ? dimension.integer(1, size) : dimension.text(2, size));
  }
  const tensor = new ProtobufWriter().integer(1, ELEMENT_TYPES[type]).message(2, dimensions);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}

/** Numbers of the fields and types are those of AttributeProto in onnx.proto. */
function attribute(name: string, value: Attribute): ProtobufWriter {
  const writer = new ProtobufWriter().text(1, name);
  if ('int' in value) return writer.integer(3, value.int).integer(20, 2);
  if ('float' in value) return writer.float(2, value.float).integer(20, 1);
  if ('text' in value) return writer.text(4, value.text).integer(20, 3);
  return writer.integers(8, value.ints).integer(20, 7);
}
