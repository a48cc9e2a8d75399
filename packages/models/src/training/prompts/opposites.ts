import type { Random } from '../random.ts';

type Bilingual<Text> = { readonly en: Text; readonly zh: Text };

/** Two things one may do with the same object, each worded in several ways; the one undoes the other. */
interface Opposites {
  readonly one: Bilingual<readonly string[]>;
  readonly other: Bilingual<readonly string[]>;
  readonly objects: readonly Bilingual<string>[];
}

const named = (...pairs: string[]): Bilingual<string>[] =>
  pairs.map((pair) => {
    const [en, zh] = pair.split('|');
    return { en: en!, zh: zh! };
  });

const FEATURES = named(
  'dark mode|深色模式',
  'notifications|通知',
  'automatic updates|自动更新',
  'the firewall|防火墙',
  'location sharing|位置共享',
  'the microphone|麦克风',
  'airplane mode|飞行模式',
  'spell check|拼写检查',
  'the hotspot|热点',
  'Bluetooth|蓝牙',
  'subtitles|字幕',
  'the alarm|闹钟',
  'battery saver|省电模式',
  'cloud backup|云备份',
  'the camera|摄像头',
  'debug logging|调试日志',
);
const THINGS = named(
  'a user|用户',
  'a column|一列',
  'an item in the cart|购物车里的商品',
  'a contact|联系人',
  'a reminder|提醒',
  'a payment method|付款方式',
  'a calendar event|日历事件',
  'a printer|打印机',
);
const AMOUNTS = named(
  'the volume|音量',
  'the font size|字号',
  'the price|价格',
  'the temperature|温度',
  'the speed limit|限速',
  'the memory limit|内存上限',
  'the brightness|亮度',
  'the interest rate|利率',
);
const FILES = named('a photo|照片', 'the report|报告', 'a video|视频', 'the spreadsheet|电子表格', 'my data|我的数据');

const OPPOSITES: readonly Opposites[] = [
  {
    one: { en: ['enable', 'turn on', 'switch on', 'activate'], zh: ['开启', '启用', '打开'] },
    other: { en: ['disable', 'turn off', 'switch off', 'deactivate'], zh: ['关闭', '禁用', '关掉'] },
    objects: FEATURES,
  },
  {
    one: { en: ['allow', 'permit'], zh: ['允许', '准许'] },
    other: { en: ['forbid', 'block'], zh: ['禁止', '阻止'] },
    objects: [...FEATURES, ...THINGS],
  },
  {
    one: { en: ['add', 'create'], zh: ['添加', '新建'] },
    other: { en: ['remove', 'delete'], zh: ['删除', '移除'] },
    objects: THINGS,
  },
  {
    one: { en: ['increase', 'raise'], zh: ['提高', '增加', '调高'] },
    other: { en: ['decrease', 'lower', 'reduce'], zh: ['降低', '减少', '调低'] },
    objects: AMOUNTS,
  },
  { one: { en: ['upload'], zh: ['上传'] }, other: { en: ['download'], zh: ['下载'] }, objects: FILES },
  { one: { en: ['import'], zh: ['导入'] }, other: { en: ['export'], zh: ['导出'] }, objects: FILES },
  {
    one: { en: ['encrypt', 'lock'], zh: ['加密'] },
    other: { en: ['decrypt', 'unlock'], zh: ['解密'] },
    objects: FILES,
  },
  { one: { en: ['show'], zh: ['显示'] }, other: { en: ['hide'], zh: ['隐藏'] }, objects: [...FILES, ...AMOUNTS] },
  { one: { en: ['open'], zh: ['打开'] }, other: { en: ['close'], zh: ['关上'] }, objects: FILES },
  {
    one: { en: ['start', 'begin'], zh: ['开始', '启动'] },
    other: { en: ['stop', 'end'], zh: ['停止', '结束'] },
    objects: FEATURES,
  },
  {
    one: { en: ['buy', 'purchase'], zh: ['购买', '买'] },
    other: { en: ['sell'], zh: ['出售', '卖'] },
    objects: THINGS,
  },
];

const WORDINGS: Bilingual<readonly string[]> = {
  en: [
    'How do I {v} {o}?',
    'How can I {v} {o}?',
    '{v} {o}',
    'Please {v} {o}',
    'I want to {v} {o}',
    'What are the steps to {v} {o}?',
    'Can you {v} {o} for me?',
    'Is there a way to {v} {o}?',
  ],
  zh: [
    '怎么{v}{o}？',
    '如何{v}{o}',
    '请{v}{o}',
    '我想{v}{o}',
    '{v}{o}的步骤是什么？',
    '能帮我{v}{o}吗',
    '怎样才能{v}{o}？',
  ],
};

/** Wished similarities: the same said otherwise, in the other language, and the contrary in nearly the same words. */
const SAME = 0.9;
const SAME_ACROSS = 0.85;
const CONTRARY = 0.45;
const NUMBER = 0.55;

/** One pair of requests with the similarity wished for. */
export interface GradedRequestPair {
  readonly a: string;
  readonly b: string;
  readonly target: number;
}

/** Requests paired with the same request in other words or languages, with its contrary, and with another number. */
export function contraryRequests(random: Random, count: number): GradedRequestPair[] {
  const pairs: GradedRequestPair[] = [];
  for (let i = 0; i < count; i++) {
    const { one, other, objects } = random.pick(OPPOSITES);
    const [own, contrary] = random.next() < 0.5 ? [one, other] : [other, one];
    const object = random.pick(objects);
    const language = random.next() < 0.6 ? 'en' : 'zh';
    const say = (verbs: Bilingual<readonly string[]>, tongue: 'en' | 'zh', wording = random.pick(WORDINGS[tongue])) =>
      wording.replace('{v}', random.pick(verbs[tongue])).replace('{o}', object[tongue]);
    const wording = random.pick(WORDINGS[language]);
    const text = say(own, language, wording);
    const kind = random.next();
    if (kind < 0.4) pairs.push({ a: text, b: say(own, language), target: SAME });
    else if (kind < 0.5) pairs.push({ a: text, b: say(own, language === 'en' ? 'zh' : 'en'), target: SAME_ACROSS });
    else if (kind < 0.75) pairs.push({ a: text, b: say(contrary, language, wording), target: CONTRARY });
    else if (kind < 0.85) pairs.push({ a: text, b: say(contrary, language), target: CONTRARY });
    else {
      const [few, many] = [1 + random.below(9), 10 + random.below(90)];
      pairs.push({ a: `${text} ${few}`, b: `${text} ${many}`, target: NUMBER });
    }
  }
  return pairs;
}
