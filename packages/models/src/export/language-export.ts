import { featuresOf } from '../embedded/feature-pass.ts';
import { CODE_LIFT, looksLikeCode, NO_LETTERS_LIFT, PRIOR_LETTERS } from '../embedded/language-classifier.ts';
import { countScripts, LATIN, mainScript, SCRIPT_GROUPS, SCRIPTS } from '../embedded/language-scripts.ts';
import { addBag, BAG_INPUTS, bagInputs, occurrencesOf } from './bag-graph.ts';
import type { DescribedValue, HeadExport } from './head-export.ts';
import { probabilities } from './linear-export.ts';
import { elementTypeNumber, OnnxGraph } from './onnx-graph.ts';

const INPUTS: readonly DescribedValue[] = [
  ...BAG_INPUTS,
  {
    name: 'script',
    type: 'int64',
    shape: ['texts'],
    meaning: `the script that carries the text: 0 for none, else its place from 1 in: ${SCRIPTS.join(' ')}`,
  },
  { name: 'letters', type: 'float32', shape: ['texts'], meaning: 'letters of that script in the first 512 characters' },
  {
    name: 'is_code',
    type: 'float32',
    shape: ['texts'],
    meaning: '1 where two patterns of source code stand in the first 512 characters, else 0',
  },
];

/** The language head: a layer over the bag, scripts that rule languages out, and a prior that fades with the letters. */
export const languageExport: HeadExport = {
  inputs: INPUTS,
  batchAxis: 'text',
  build(file) {
    const { head, labels, settings } = file.header;
    const width = settings.width!;
    const count = labels.length;
    const graph = new OnnxGraph(head);
    for (const input of INPUTS) graph.input(input);
    const floats = (section: string) => file.float32s(section);

    const hidden = addBag(graph, file, width).sum;
    const layer = graph.node(
      'Gemm',
      [hidden, graph.tensor('layer', floats('output'), [count, width]), graph.tensor('bias', floats('bias'), [count])],
      { attributes: { transB: { int: 1 } } },
    );
    const scores = graph.node('Div', [layer, graph.number(settings.temperature ?? 1)]);

    // The prior weighs as much as some letters of evidence.
    const weight = graph.node('Div', [
      graph.number((settings.priorWeight ?? 1) * PRIOR_LETTERS),
      graph.node('Add', [graph.number(PRIOR_LETTERS), 'letters']),
    ]);
    const lean = graph.node('Mul', [
      graph.node('Unsqueeze', [weight, graph.integers(1)]),
      graph.tensor('prior', floats('prior'), [count]),
    ]);

    const scripts = file.uint32s('scripts');
    const excluded = new Float32Array((SCRIPT_GROUPS + 1) * count);
    for (let script = 0; script < SCRIPT_GROUPS; script++) {
      for (let label = 0; label < count; label++) {
        const isWritten = ((scripts[label]! >>> script) & 1) === 1;
        if (!isWritten) excluded[(script + 1) * count + label] = Number.NEGATIVE_INFINITY;
      }
    }
    const barred = graph.node('Gather', [graph.tensor('excluded', excluded, [SCRIPT_GROUPS + 1, count]), 'script']);

    const isScript = (place: number) =>
      graph.node('Cast', [graph.node('Equal', ['script', graph.integers(place)])], {
        attributes: { to: { int: elementTypeNumber('float32') } },
      });
    const lift = graph.node('Add', [
      graph.node('Mul', [isScript(0), graph.number(NO_LETTERS_LIFT)]),
      graph.node('Mul', [graph.node('Mul', [isScript(LATIN + 1), 'is_code']), graph.number(CODE_LIFT)]),
    ]);
    const english = Float32Array.from(labels, (label) => (label === 'en' ? 1 : 0));
    const lifted = graph.node('Mul', [
      graph.node('Unsqueeze', [lift, graph.integers(1)]),
      graph.tensor('english', english, [count]),
    ]);

    const total = [lean, barred, lifted].reduce((sum, part) => graph.node('Add', [sum, part]), scores);
    const output = probabilities(labels, 'texts');
    graph.node('Softmax', [total], { output: output.name, attributes: { axis: { int: 1 } } });
    graph.output(output);
    return { model: graph.finish({ hash: file.hash }), output };
  },
  inputsOf(file, text) {
    const { sample } = featuresOf(text);
    const counts = countScripts(sample);
    const script = mainScript(counts);
    return {
      ...bagInputs(occurrencesOf(file, text)),
      script: { type: 'int64', data: BigInt64Array.of(BigInt(script + 1)), dims: [1] },
      letters: { type: 'float32', data: Float32Array.of(script < 0 ? 0 : counts[script]!), dims: [1] },
      is_code: { type: 'float32', data: Float32Array.of(looksLikeCode(sample) ? 1 : 0), dims: [1] },
    };
  },
};
