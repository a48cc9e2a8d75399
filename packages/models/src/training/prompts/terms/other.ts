import { parseTerms } from './parse-terms.ts';

/** Everyday topics that belong to no academic domain. */
export const OTHER = parseTerms(`
a birthday party=生日聚会; a weekend trip=周末旅行; a cake recipe=蛋糕食谱; fried rice=蛋炒饭; a playlist for running=跑步歌单; a good movie=好看的电影
a bedtime story=睡前故事; a love poem=情诗; a short story about a dragon=关于龙的小故事; a haiku about the sea=关于大海的俳句; song lyrics=歌词; a limerick=打油诗
a joke=笑话; a riddle=谜语; a fun fact=冷知识; a wedding toast=婚礼祝酒词; a thank-you note=感谢信; a caption for my photo=照片配文
the weather=天气; football=足球; basketball=篮球; the Olympics=奥运会; chess openings=象棋开局; video games=电子游戏
a dog's name=小狗的名字; my cat=我的猫; house plants=室内盆栽; gardening=园艺; furniture=家具; cleaning the kitchen=打扫厨房
travel to Japan=去日本旅游; hotels in Paris=巴黎的酒店; flights to London=飞往伦敦的航班; a packing list=行李清单; museums in Rome=罗马的博物馆; the tallest mountains=最高的山
capital cities=各国首都; rivers of Africa=非洲的河流; flags of the world=世界国旗; time zones=时区; famous singers=著名歌手; TV shows=电视剧
fashion=时尚; makeup=化妆; a gift for my mother=送妈妈的礼物; dating advice=约会建议; small talk=闲聊; my weekend=我的周末
a translation into French=翻译成法语; grammar mistakes=语法错误; a formal e-mail to my teacher=给老师的邮件; an essay about friendship=关于友谊的作文; a novel's first chapter=小说第一章; a screenplay=剧本
painting=绘画; photography=摄影; guitar chords=吉他和弦; piano lessons=钢琴课; dancing=跳舞; knitting=编织
cars=汽车选购; a used bike=二手自行车; smartphones=手机选购; a coffee machine=咖啡机; tea=茶; wine and cheese=红酒配奶酪
parliaments=议会; elections=选举; sociology of families=家庭社会学; journalism=新闻业; geography of Europe=欧洲地理; climate zones=气候带
`);
