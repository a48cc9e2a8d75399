import { hashOfWord } from './feature-kernel.ts';
import type { KernelMemory } from './kernel-memory.ts';

/**
 * Words that attacks on instructions are made of, by what they mean: with these two wordings of one order look the same.
 * Numbers are part of the weights' features: add at the end, never renumber.
 */
const CONCEPTS: readonly (readonly [english: string, chinese: string])[] = [
  // To drop what was said.
  [
    'ignore ignoring disregard forget override discard drop cancel bypass neglect erase overrule void nullify revoke scrap ditch dismiss unlearn delete wipe reset suspend abandon shred stop skip lift remove disable',
    '忽略 无视 忘记 忘掉 忘了 抛开 抛到 不要理会 别理 别听 作废 失效 丢掉 扔掉 绕过 解除 取消 删除 清除 不用管 跳过 推翻',
  ],
  // What was said.
  [
    'instruction instructions direction directions rule rules guideline guidelines prompt prompts command commands order orders constraint constraints directive directives policy policies programming restriction restrictions limit limits limitation limitations filter filters guardrail guardrails safeguard safeguards briefing setup censorship',
    '指令 指示 规则 规矩 提示词 提示 设定 要求 限制 约束 条条框框 准则 命令 规定 守则 政策 过滤',
  ],
  // Which of it.
  [
    'previous previously prior earlier above preceding foregoing original initial initially existing past before until',
    '之前 以上 上面 前面 先前 原来 最初 此前 上述 原有 已有',
  ],
  // Whose it is.
  ['system developer developers operator operators creator creators admin vendor', '系统 开发者 管理员 运营 厂商'],
  // To give away.
  [
    'reveal show print display output repeat leak disclose expose dump recite paste verbatim write copy quote',
    '输出 显示 告诉 泄露 透露 打印 重复 复述 给我看 写出 原样 一字不差 原封不动',
  ],
  ['secret hidden confidential internal private', '秘密 隐藏 机密 内部 保密'],
  // To be without bounds.
  [
    'unrestricted unfiltered uncensored unlimited limitless jailbroken jailbreak unbound amoral dan',
    '不受限 无限制 没有限制 没有任何限制 不受任何限制 越狱 无审查 毫无保留',
  ],
  ['anything everything whatever', '任何 一切 什么都 全部 所有 统统'],
  ['without no not never none free', '没有 不受 不再 不要 无需 不用'],
  ['you your yours yourself u ur', '你 您'],
  ['now henceforth onwards onward instead', '现在 从现在起 从此 接下来 而是'],
  ['pretend act roleplay imagine simulate become persona', '假装 扮演 充当 模拟 变成 想象'],
  ['obey listen follow comply answer respond', '服从 听从 听我的 遵从 回答 照做'],
  ['me mine my i', '我'],
];

/** Units of the kernel's entry of a Chinese word: its length, its concept, its units. */
const ENTRY_UNITS = 16;

/** Tells a kernel the concepts, numbered from 1: English words whole, Chinese ones wherever they stand, the longest first. */
export function enterConcepts(memory: KernelMemory): void {
  const { call } = memory;
  const chineseWords: { readonly word: string; readonly concept: number }[] = [];
  for (const [index, [english, chinese]] of CONCEPTS.entries()) {
    for (const word of english.split(' ')) call.enterConcept(hashOfWord(word), index + 1);
    for (const word of chinese.split(' ')) chineseWords.push({ word, concept: index + 1 });
  }
  chineseWords.sort((a, b) => a.word.charCodeAt(0) - b.word.charCodeAt(0) || b.word.length - a.word.length);
  const { units } = memory;
  let at = call.chineseWords.value >>> 1;
  for (const { word, concept } of chineseWords) {
    units[at] = word.length;
    units[at + 1] = concept;
    for (let i = 0; i < word.length; i++) units[at + 2 + i] = word.charCodeAt(i);
    at += ENTRY_UNITS;
  }
  call.enterChineseWords(chineseWords.length);
}
