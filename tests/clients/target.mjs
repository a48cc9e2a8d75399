import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { checkedFetch } from './published-answers.mjs';

const written = process.env.SIGNALBOX_URL;
if (!written) throw new Error('SIGNALBOX_URL is not set; start the suites with `node tests/clients/run.mjs`');

/** The server's address with /v1, as clients want it. */
export const baseURL = `${written.replace(/\/(v1\/?)?$/, '')}/v1`;

/** The model name that asks for routing. */
export const model = process.env.SIGNALBOX_MODEL ?? 'auto';

/** A concrete model that always thinks. */
export const reasoningModel = process.env.SIGNALBOX_REASONING_MODEL ?? 'Kimi-K2-Thinking';

/** A concrete model that does not think, for what is counted in tokens. */
export const plainModel = process.env.SIGNALBOX_PLAIN_MODEL ?? 'gpt-oss-20b';

/** A key that no server checks. */
export const apiKey = 'not-a-secret';

/** Whether a router answers, and not the simulated models themselves: what only a router does is tested only there. */
export const isRouter = await looksLikeRouter();

/** For a test's `skip`: false on a router, the reason elsewhere. */
export const unlessRouter = isRouter ? false : 'the server is a bare simulator, not a router';

/**
 * An OpenAI client that does not try again, with headers of its own for every request. Every answer is held against the
 * published schemas.
 */
export function createClient(headers = {}, options = {}) {
  return new OpenAI({ baseURL, apiKey, maxRetries: 0, defaultHeaders: headers, fetch: checkedFetch, ...options });
}

/** The same of Anthropic's. */
export function createAnthropic(headers = {}, options = {}) {
  const address = baseURL.slice(0, -'/v1'.length);
  const more = { maxRetries: 0, defaultHeaders: headers, fetch: checkedFetch, ...options };
  return new Anthropic({ baseURL: address, apiKey, ...more });
}

/** One question from the user, as a list of messages. */
export function ask(content) {
  return [{ role: 'user', content }];
}

async function looksLikeRouter() {
  const { data } = await (await fetch(`${baseURL}/models`)).json();
  return data[0]?.owned_by !== 'signalbox-simulator';
}
