import { addBag, BAG_INPUTS, bagInputs, occurrencesOf } from './bag-graph.ts';
import type { DescribedValue, HeadExport } from './head-export.ts';
import { OnnxGraph } from './onnx-graph.ts';

/** The output of every head that classifies. */
export function probabilities(labels: readonly string[], first: string): DescribedValue {
  return {
    name: 'probabilities',
    type: 'float32',
    shape: [first, labels.length],
    meaning: 'calibrated probability of each label, in the order of `labels`, summing to 1',
  };
}

/** Heads that add up one row of scores per feature. */
export const linearExport: HeadExport = {
  inputs: BAG_INPUTS,
  batchAxis: 'text',
  build(file) {
    const { head, labels, settings } = file.header;
    const graph = new OnnxGraph(head);
    for (const input of BAG_INPUTS) graph.input(input);
    const bag = addBag(graph, file, labels.length);
    const bias = graph.tensor('bias', file.float32s('bias'), [labels.length]);
    const scores = graph.node('Div', [graph.node('Add', [bag.sum, bias]), graph.number(settings.temperature ?? 1)]);
    const output = probabilities(labels, 'texts');
    graph.node('Softmax', [scores], { output: output.name, attributes: { axis: { int: 1 } } });
    graph.output(output);
    return { model: graph.finish({ hash: file.hash }), output };
  },
  inputsOf: (file, text) => bagInputs(occurrencesOf(file, text)),
};
