/** One call on its way to a worker, and its answer. */
interface Call {
  readonly id: number;
  readonly name: string;
  readonly values: readonly unknown[];
}
type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly progress: unknown };

type Calls = Readonly<Record<string, (...values: never[]) => Promise<unknown>>>;

/** The worker's side: answers calls by the functions of that name. */
export function answerCalls<Of extends object>(calls: Of): { tell(progress: unknown): void } {
  const scope = globalThis as unknown as {
    onmessage: (event: MessageEvent<Call>) => void;
    postMessage(answer: Answer): void;
  };
  scope.onmessage = async ({ data: { id, name, values } }) => {
    try {
      const call = (calls as Calls)[name]!;
      scope.postMessage({ id, value: await call(...(values as never[])) });
    } catch (cause) {
      scope.postMessage({ id, error: cause instanceof Error ? cause.message : String(cause) });
    }
  };
  return { tell: (progress) => scope.postMessage({ progress }) };
}

/** The page's side: the same functions, answered by the worker. */
export function callWorker<Of extends object>(worker: Worker, onProgress: (progress: never) => void = () => {}): Of {
  let next = 0;
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    if ('progress' in data) {
      onProgress(data.progress as never);
      return;
    }
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) call?.reject(new Error(data.error));
    else call?.resolve(data.value);
  };
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || 'the worker did not start'));
    waiting.clear();
  };
  return new Proxy({} as Of, {
    get(_, name) {
      // Asked of whatever is awaited.
      if (name === 'then') return undefined;
      return (...values: readonly unknown[]) =>
        new Promise((resolve, reject) => {
          const id = next++;
          waiting.set(id, { resolve, reject });
          worker.postMessage({ id, name: String(name), values } satisfies Call);
        });
    },
  });
}
