import type { ModelIdentity } from '@signalbox/engine/ports';
import type { ModelPorts } from './head-task.ts';
import { type AnyHeadTask, HEAD_TASKS } from './tasks/index.ts';

/** One head with the model that serves it. */
export interface ServedHead {
  readonly name: string;
  readonly task: AnyHeadTask;
  readonly model: ModelIdentity;
  readonly labels: readonly string[];
}

/** Every head that the ports hold, in the order of the tasks. */
export function servedHeads(ports: ModelPorts): ServedHead[] {
  return HEAD_TASKS.flatMap((task) =>
    Object.entries(task.headsIn(ports)).flatMap(([name, model]) =>
      model === undefined ? [] : [{ name, task, model: model as ModelIdentity, labels: task.labels(model) }],
    ),
  );
}
