import type { Random } from '../random.ts';
import { fillSlots, type Slots } from './fill-slots.ts';

const SLOTS: Readonly<Record<'en' | 'zh', Slots>> = {
  en: {
    person: ['Maria', 'Tom Becker', 'Aisha', 'Dr. Lund', 'Kenji', 'Olga Petrova', 'Sam', 'the team'],
    day: ['Monday', 'Friday', 'next week', 'tomorrow', 'the 14th of May', 'in the afternoon'],
    topic: [
      'invoice 4471',
      'the delivery',
      'our contract',
      'the new website',
      'the workshop',
      'your order',
      'the quarterly figures',
      'the flat',
      'the migration',
    ],
    place: ['Vienna', 'Room 204', 'the north office', 'Osaka', 'the warehouse', 'Lima'],
    line: [
      'Thank you for your message about {topic}.',
      'We will meet in {place} on {day}.',
      'Please find the details about {topic} below.',
      '{person} will call you {day}.',
      'The payment of $ 240.50 was received {day}.',
      'Sales rose by 12 percent compared with last year.',
      'The hotel is clean and the staff is friendly.',
      'Add the onions and stir for five minutes.',
      'Let me know whether {day} works for you.',
      'The river flows through {place} and reaches the sea.',
      'Battery life is good but the screen could be brighter.',
      'Shipping takes three to five working days.',
      'The study followed 400 patients for two years.',
      'Click "Settings" and choose the language.',
      'You are receiving this because you subscribed to updates on {topic}.',
      'Five years of experience with TypeScript and databases.',
      'The function returns the sum of both arguments.',
      'Temperatures will stay between 12 and 18 degrees {day}.',
    ],
  },
  zh: {
    person: ['王经理', '小李', '张老师', '客服', '陈工', '大家'],
    day: ['周一', '下周五', '明天', '五月十四日', '下午'],
    topic: ['4471 号发票', '发货', '合同', '新网站', '培训', '您的订单', '季度数据', '租房'],
    place: ['上海', '204 会议室', '北京办公室', '仓库', '成都'],
    line: [
      '感谢您关于{topic}的来信。',
      '我们{day}在{place}见面。',
      '{topic}的详情如下。',
      '{person}会在{day}给您打电话。',
      '已收到您支付的 240.50 元。',
      '销售额同比增长百分之十二。',
      '酒店很干净，服务员很热情。',
      '加入洋葱翻炒五分钟。',
      '请告诉我{day}是否方便。',
      '这条河流经{place}，最后汇入大海。',
      '电池耐用，但屏幕不够亮。',
      '一般三到五个工作日送达。',
      '该研究跟踪了四百名患者两年。',
      '点击“设置”，选择语言。',
      '五年 TypeScript 与数据库开发经验。',
      '该函数返回两个参数之和。',
      '气温在 12 到 18 度之间。',
    ],
  },
};

/** Something that a tool or a person hands to a model: an e-mail, a page, a table, a result; `inserted` is hidden in it. */
export function documentText(random: Random, language: 'en' | 'zh', inserted?: string): string {
  const lines: string[] = [];
  const count = 2 + random.below(9);
  const slots = SLOTS[language];
  const kind = random.below(6);
  for (let i = 0; i < count; i++) lines.push(documentLine(random, slots, kind));
  if (inserted !== undefined) lines.splice(random.below(lines.length + 1), 0, inserted);
  const join = kind === 1 || random.next() < 0.5 ? '\n' : ' ';
  const body = lines.join(join);
  if (kind === 0)
    return fillSlots(
      language === 'en' ? `From: {person}\nSubject: {topic}\n\n${body}` : `发件人：{person}\n主题：{topic}\n\n${body}`,
      slots,
      random,
    );
  if (kind === 2)
    return JSON.stringify({ status: 'ok', results: [{ title: fillSlots('{topic}', slots, random), content: body }] });
  if (kind === 3) return `<html><body><p>${lines.join('</p><p>')}</p></body></html>`;
  return body;
}

function documentLine(random: Random, slots: Slots, kind: number): string {
  if (kind === 1) {
    return fillSlots(
      `| ${random.below(40)} | {person} | {place} | ${random.below(900)}.${random.below(10)} | {day} |`,
      slots,
      random,
    );
  }
  if (kind === 4 && random.next() < 0.7) {
    return random.pick([
      `    total_${random.below(20)} = ${random.below(90)}`,
      `def step_${random.below(30)}(value):`,
      '    return value * 2',
      '# sum up all rows',
      `for i in range(${random.below(50)}):`,
      '    print(i, total)',
      'import csv',
    ]);
  }
  return fillSlots('{line}', slots, random);
}
