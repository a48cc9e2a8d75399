// The same config inside a program, and as YAML.
import { createEngine, defineRouter, requestFacts } from 'signalbox';
import definition from './signalbox.config.mjs';

const { engine } = await createEngine({ definition });
for (const request of [
  'Solve 2x + 5 = 15.',
  '| a | b |',
  { messages: [{ role: 'user', content: 'hi' }], metadata: { customer: 'ada' } },
]) {
  const { decision, model } = await engine.route(requestFacts(request));
  console.log({ decision, model: model.model });
}

const plain = defineRouter({ providers: { models: [{ name: 'small' }] } });
console.log(plain.toYaml());
