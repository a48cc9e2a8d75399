/**
 * One request outside the measurement, to see that a target answers what the load will expect of it.
 *
 * @param {import('./targets.mjs').Target} target
 * @param {{ prompt: string, model: string, streamed: boolean }} question
 * @returns {Promise<{ status: number, headers: Headers, body: string }>}
 */
export async function askOnce(target, { prompt, model, streamed }) {
  const response = await fetch(`http://127.0.0.1:${target.port}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...target.headers },
    body: JSON.stringify({
      model,
      messages: [{ role: 'user', content: prompt }],
      ...(streamed ? { stream: true } : {}),
    }),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/**
 * Why a target cannot be measured with this kind of answer, or undefined when it can.
 *
 * @param {import('./targets.mjs').Target} target
 * @param {{ prompt: string, model: string, streamed: boolean }} question
 * @returns {Promise<string | undefined>}
 */
export async function obstacleTo(target, question) {
  const { status, body } = await askOnce(target, question);
  if (status !== 200) return `answers ${status}: ${body.slice(0, 120)}`;
  if (question.streamed && !body.trimEnd().endsWith('data: [DONE]')) return 'its stream has no end mark';
  return undefined;
}
