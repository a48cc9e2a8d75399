import { lexicalPattern } from '../embedded/sentence-encoder.ts';
import { addBag, addLength, BAG_INPUTS, bagInputs, occurrencesOf } from './bag-graph.ts';
import type { DescribedValue, HeadExport } from './head-export.ts';
import { elementTypeNumber, OnnxGraph } from './onnx-graph.ts';

/** Places of the lexical block that one feature touches at most. */
const TOUCHES = 4;

const INPUTS: readonly DescribedValue[] = [
  ...BAG_INPUTS,
  {
    name: 'places',
    type: 'int64',
    shape: ['texts', 'features', TOUCHES],
    meaning: 'places in the lexical block that each feature occurrence touches; 0 for features of the form and padding',
  },
  {
    name: 'signs',
    type: 'float32',
    shape: ['texts', 'features', TOUCHES],
    meaning: 'what each of those places gets: 1 or -1 (2 or -2 where two meet); 0 for features of the form and padding',
  },
];

/** The sentence encoder: three blocks, each brought to its share of the length. */
export const encoderExport: HeadExport = {
  inputs: INPUTS,
  batchAxis: 'text',
  build(file) {
    const { head, settings } = file.header;
    const topic = settings.topic!;
    const kind = settings.kind!;
    const lexical = settings.lexical!;
    const graph = new OnnxGraph(head);
    for (const input of INPUTS) graph.input(input);
    const bag = addBag(graph, file, topic + kind);
    const block = (from: number, to: number) =>
      graph.node('Slice', [bag.sum, graph.integers(from), graph.integers(to), graph.integers(1)]);
    const scaled = (value: string, length: number) => {
      const unit = graph.node('Div', [value, addLength(graph, value, 1)]);
      return length === 1 ? unit : graph.node('Mul', [unit, graph.number(length)]);
    };

    const subject = scaled(block(0, topic), Math.sqrt(settings.topicShare!));

    // The kind becomes the mix of the families that it is near to; an empty one stays empty.
    const plain = scaled(block(topic, topic + kind), 1);
    const families = new Float32Array(file.section('families').buffer);
    const table = graph.tensor('families', families, [families.length / kind, kind]);
    const cosines = graph.node('Gemm', [plain, table], { attributes: { transB: { int: 1 } } });
    const shares = graph.node('Exp', [
      graph.node('Div', [graph.node('Sub', [cosines, graph.number(1)]), graph.number(settings.kindTemperature!)]),
    ]);
    const isThere = graph.node(
      'Cast',
      [
        graph.node('Greater', [
          graph.node('ReduceMax', [graph.node('Abs', [plain]), graph.integers(1)], {
            attributes: { keepdims: { int: 1 } },
          }),
          graph.number(0),
        ]),
      ],
      { attributes: { to: { int: elementTypeNumber('float32') } } },
    );
    const mix = graph.node('Mul', [graph.node('MatMul', [shares, table]), isThere]);
    const manner = scaled(mix, Math.sqrt(settings.kindShare!));

    const amounts = graph.node('Mul', [graph.node('Unsqueeze', [bag.roots, graph.integers(2)]), 'signs']);
    const texts = graph.node('Shape', ['features'], { attributes: { start: { int: 0 }, end: { int: 1 } } });
    const empty = graph.node('Expand', [
      graph.number(0),
      graph.node('Concat', [texts, graph.integers(lexical)], { attributes: { axis: { int: 0 } } }),
    ]);
    const flat = (value: string) => graph.node('Reshape', [value, graph.integers(0, -1)]);
    const words = graph.node('ScatterElements', [empty, flat('places'), flat(amounts)], {
      attributes: { axis: { int: 1 }, reduction: { text: 'add' } },
    });
    const wording = scaled(words, Math.sqrt(settings.lexicalShare!));

    const output: DescribedValue = {
      name: 'vector',
      type: 'float32',
      shape: ['texts', topic + kind + lexical],
      meaning: 'sentence vector of length 1 (0 for a text without content); compare by dot product',
    };
    const whole = graph.node('Concat', [subject, manner, wording], { attributes: { axis: { int: 1 } } });
    graph.node('Div', [whole, addLength(graph, whole, 1)], { output: output.name });
    graph.output(output);
    return { model: graph.finish({ hash: file.hash }), output };
  },
  inputsOf(file, text) {
    const occurrences = occurrencesOf(file, text);
    const dims = [1, occurrences.hashes.length, TOUCHES];
    const places = new BigInt64Array(occurrences.hashes.length * TOUCHES);
    const signs = new Float32Array(places.length);
    const pattern = new Float32Array(file.header.settings.lexical!);
    occurrences.hashes.forEach((hash, i) => {
      if (occurrences.isForm[i]) return;
      lexicalPattern(hash, 1, pattern.length, pattern.fill(0), 0);
      let at = i * TOUCHES;
      pattern.forEach((sign, place) => {
        if (sign === 0) return;
        places[at] = BigInt(place);
        signs[at++] = sign;
      });
    });
    return {
      ...bagInputs(occurrences),
      places: { type: 'int64', data: places, dims },
      signs: { type: 'float32', data: signs, dims },
    };
  },
};
