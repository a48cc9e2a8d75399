// No model is called: where would a request go, and why?
import { createEngine, explainTrace, requestFacts } from 'signalbox';

const { engine, config } = await createEngine({ file: 'router.yaml' });

const { decision, model, trace } = await engine.route(requestFacts('Solve 2x + 5 = 15.'));
console.log({ decision, model: model.model });
console.log(explainTrace(trace, config));
