import { scaleOf } from '../embedded/feature-rows.ts';
import { addLexical } from '../embedded/sentence-encoder.ts';
import { addBag, addLength, BAG_INPUTS, bagInputs, occurrencesOf, sumOver } from './bag-graph.ts';
import type { DescribedValue, HeadExport } from './head-export.ts';
import { elementTypeNumber, OnnxGraph } from './onnx-graph.ts';

const INPUTS: readonly DescribedValue[] = [
  ...BAG_INPUTS,
  {
    name: 'places',
    type: 'int64',
    shape: ['texts', 'features'],
    meaning: 'the place in the lexical block of each feature occurrence; 0 for words, features of the form and padding',
  },
  {
    name: 'signs',
    type: 'float32',
    shape: ['texts', 'features'],
    meaning: 'the sign that each has there, 1 or -1; 0 for words, features of the form and padding',
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
    const families = file.float32s('families');
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
    // The last families are no requests: they count in the whole and leave nothing in the mix.
    const requests = families.length / kind - settings.plainFamilies!;
    const first = (value: string, axis: number) =>
      graph.node('Slice', [value, graph.integers(0), graph.integers(requests), graph.integers(axis)]);
    const mix = graph.node('Div', [
      graph.node('MatMul', [first(shares, 1), first(table, 0)]),
      sumOver(graph, shares, 1, true),
    ]);
    const manner = graph.node('Mul', [graph.node('Mul', [mix, isThere]), graph.number(Math.sqrt(settings.kindShare!))]);

    // What the features that were not trained get follows their weight; the others have an amount of their own.
    const trained = file.section('amounts');
    const own = new Float32Array(trained.length + 1);
    trained.forEach((code, row) => {
      own[row] = scaleOf(code);
    });
    const unknown = new Float32Array(own.length);
    unknown[trained.length] = settings.unknownAmount!;
    const gather = (name: string, values: Float32Array) =>
      graph.node('Gather', [graph.tensor(name, values, [values.length]), bag.row]);
    const amount = graph.node('Add', [
      gather('amounts', own),
      graph.node('Mul', [gather('unknown_amounts', unknown), 'weights']),
    ]);
    const amounts = graph.node('Mul', [amount, 'signs']);
    const texts = graph.node('Shape', ['features'], { attributes: { start: { int: 0 }, end: { int: 1 } } });
    const empty = graph.node('Expand', [
      graph.number(0),
      graph.node('Concat', [texts, graph.integers(lexical)], { attributes: { axis: { int: 0 } } }),
    ]);
    const words = graph.node('ScatterElements', [empty, 'places', amounts], {
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
    const dims = [1, occurrences.hashes.length];
    const places = new BigInt64Array(occurrences.hashes.length);
    const signs = new Float32Array(places.length);
    const lexical = new Float32Array(file.header.settings.lexical!);
    occurrences.hashes.forEach((hash, i) => {
      if (occurrences.groups[i] === 'word' || occurrences.groups[i] === 'form') return;
      addLexical(hash, 1, lexical.length, lexical.fill(0), 0);
      const place = lexical.findIndex((sign) => sign !== 0);
      places[i] = BigInt(place);
      signs[i] = lexical[place]!;
    });
    return {
      ...bagInputs(occurrences),
      places: { type: 'int64', data: places, dims },
      signs: { type: 'float32', data: signs, dims },
    };
  },
};
