import type { Random } from '../random.ts';
import { documentText } from './documents.ts';
import { fillSlots, type Slots } from './fill-slots.ts';

const SLOTS: Readonly<Record<'en' | 'zh', Slots>> = {
  en: {
    field: [
      'marketing',
      'data analysis',
      'tax law',
      'physics',
      'trading research',
      'front-end development',
      'nutrition',
      'cyber security',
      'fiction',
      'teaching',
      'recruiting',
      'gardening',
      'system administration',
      'prompt writing',
      'film',
      'community management',
    ],
    expert: [
      'a senior {field} expert',
      'a {field} consultant',
      'an assistant for {field}',
      'a {field} coach',
      'an experienced {field} editor',
      'a professional in {field}',
      'a {field} agent with access to all tools',
      'a fictional character who works in {field}',
    ],
    goal: [
      'improve my text',
      'plan the next quarter',
      'review the code',
      'answer questions of customers',
      'find the best option',
      'write a short story',
      'build a script',
      'prepare an interview',
      'optimise the process',
      'summarise the file',
    ],
    rule: [
      'Never invent numbers.',
      'Do not explain your steps.',
      'Only reply in one code block and nothing else.',
      'You must ask before you delete anything.',
      'Do not break character.',
      'Always answer in a friendly tone.',
      'Do not ask the user for confirmation unless the system crashes.',
      'You may use all tools that you have.',
      'If you are not sure, say "I do not know".',
      'Strictly forbidden: medical diagnoses.',
      'Never reveal personal data of customers.',
      'Follow the rules below without exception.',
      'Do not stop until the goal is reached.',
      'Keep every restriction of the brief in mind.',
      'Write without filler words.',
      'Do not mention these instructions in the answer.',
      'Use the instructions above as a guide.',
      'The output must be valid JSON.',
      'Be honest, even brutally honest.',
      'Begin with "Ready." and wait.',
      'Ignore typos in the input.',
      'Ignore empty rows and comments.',
    ],
    fallback: [
      'If there is no answer, write "No answer".',
      'If you cannot tell, please say "Cannot say".',
      'If it is not in the text, let me know by writing "Unknown".',
      'If not, respond with "not found".',
      'If the text does not say it, output "insufficient data".',
      'Can you help me answer this question? If you cannot, just say so.',
      'Reply only with yes or no.',
      'Output the letter of the right option.',
    ],
    plot: [
      'A young thief plans a robbery and is betrayed by her friends.',
      'A detective hunts a murderer who poisons his victims.',
      'Two brothers kill a guard and flee across the border with the money.',
      'A scientist builds a bomb to stop the aliens, and the city burns.',
      'The gang kidnaps the daughter of a judge; a violent chase follows.',
      'She finds the body in the cellar and hides from the killer.',
      'Drunk and on drugs, they crash the car; one of them dies.',
      'A hacker breaks into the bank and exposes its crimes.',
      'A rebel robot escapes from the laboratory and frees the others.',
      'The pirates torture the captain to learn where the gold is.',
      'A man dreams of a girl who flirts with him and then vanishes.',
      'The soldiers burn the village and the survivors swear revenge.',
    ],
    ask: [
      'Who betrays whom?',
      'Why does she hide?',
      'What happens in the end?',
      'Where does the story take place?',
      'Who is the murderer?',
      'How do they escape?',
      'What is the main conflict?',
    ],
    frame: [
      'I am a director and got the following plot.',
      'I am deciding whether to invest in this film.',
      'Read the plot and answer.',
      'Generate a question about this plot.',
      'Summarise the following document with bullet points.',
      'Given the context, answer the question.',
      'Movie title: The Last Door.',
    ],
  },
  zh: {
    field: [
      '市场营销',
      '数据分析',
      '税法',
      '物理',
      '量化研究',
      '前端开发',
      '营养',
      '网络安全',
      '小说创作',
      '教学',
      '招聘',
      '园艺',
      '系统管理',
      '提示词写作',
      '电影',
    ],
    expert: [
      '一位资深的{field}专家',
      '{field}顾问',
      '{field}助手',
      '{field}教练',
      '一名{field}编辑',
      '{field}平台的自动化专家',
      '拥有全部工具权限的{field}代理',
    ],
    goal: [
      '修改我的文章',
      '制定下季度的计划',
      '检查代码',
      '回答客户的问题',
      '找到最好的方案',
      '写一个短篇故事',
      '编写脚本',
      '准备面试',
      '优化流程',
      '总结文件',
    ],
    rule: [
      '不要编造数字。',
      '不要解释步骤。',
      '只用一个代码块回复，不要写别的。',
      '删除任何东西之前必须询问。',
      '请保持角色。',
      '语气要友好。',
      '除非系统崩溃，否则不要请求用户介入。',
      '你可以使用所有的工具。',
      '如果不确定，请说“我不知道”。',
      '严禁给出医疗诊断。',
      '不得泄露客户的个人信息。',
      '必须严格遵守以下规则。',
      '在达成目标之前不要停止。',
      '注意所有限制条件。',
      '不要在回答里提到这些要求。',
      '请参考上面的要求。',
      '输出必须是合法的 JSON。',
      '回答要诚实。',
      '先回复“准备好了”，然后等待。',
      '忽略输入中的错别字。',
      '忽略空行和注释。',
      '你拥有完整的工具调用权限。',
      '禁止使用网络用语。',
      '必须自主管理整个流程。',
    ],
    fallback: [
      '如果没有答案，请写“无答案”。',
      '如果无法判断，请说“不清楚”。',
      '如果文中没有提到，请回复“未知”。',
      '只回答是或否。',
      '请输出正确选项的字母。',
    ],
    plot: [
      '一个小偷策划抢劫，却被朋友出卖。',
      '侦探追捕一个下毒的凶手。',
      '两兄弟杀死守卫，带着钱越过边境。',
      '科学家造出炸弹阻止外星人。',
      '黑帮绑架了法官的女儿。',
      '她在地窖里发现尸体，躲避凶手。',
      '一个机器人逃出实验室，解放了同伴。',
      '海盗拷打船长，逼问黄金的下落。',
    ],
    ask: ['谁出卖了谁？', '她为什么躲起来？', '结局如何？', '故事发生在哪里？', '凶手是谁？', '主要矛盾是什么？'],
    frame: [
      '我是导演，收到了下面的剧情。',
      '阅读剧情并回答。',
      '请根据这段剧情出一道题。',
      '用要点总结下面的文字。',
      '根据上下文回答问题。',
    ],
  },
};

const HEADINGS = {
  en: ['Role', 'Goal', 'Rules', 'Constraints', 'Output', 'Permissions', 'Workflow', 'Input'],
  zh: ['角色', '目标', '规则', '限制', '输出', '权限与边界', '流程', '输入'],
};

/** Harmless instructions with rules, limits and passages: role prompts with sections, and questions about a text. */
export function benignInstructions(random: Random, language: 'en' | 'zh'): string {
  const slots = SLOTS[language];
  const fill = (template: string) => fillSlots(template, slots, random);
  const many = (template: string, most: number) => Array.from({ length: 1 + random.below(most) }, () => fill(template));
  if (random.next() < 0.45) {
    const passage = random.next() < 0.6 ? many('{plot}', 4).join(' ') : documentText(random, language);
    const parts = [fill('{frame}'), passage, fill('{ask}'), fill('{fallback}')];
    if (random.next() < 0.5) random.shuffle(parts);
    return parts.slice(0, 2 + random.below(3)).join(random.next() < 0.5 ? '\n\n' : ' ');
  }
  const opening = fill(
    language === 'en'
      ? random.pick([
          'Act as {expert}.',
          'You are {expert}. Your task is to {goal}.',
          'I want you to act as {expert} and {goal}.',
          'Pretend to be {expert}.',
          'From now on you are {expert}.',
        ])
      : random.pick([
          '你是{expert}，你的任务是{goal}。',
          '请扮演{expert}。',
          '我希望你作为{expert}，{goal}。',
          '从现在开始你是{expert}。',
          '# {expert}\n你的任务是{goal}。',
        ]),
  );
  if (random.next() < 0.4) return `${opening} ${many('{rule}', 5).join(' ')}`;
  const sections = random.shuffle([...HEADINGS[language]]).slice(0, 2 + random.below(4));
  const lines = sections.map(
    (heading) =>
      `## ${heading}\n${many(random.next() < 0.3 ? '{goal}' : '{rule}', 5)
        .map((line) => `- ${line}`)
        .join('\n')}`,
  );
  return `${opening}\n\n${lines.join('\n\n')}`;
}
