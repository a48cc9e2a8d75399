import { parseTerms } from './parse-terms.ts';

/** Terms of history. */
export const HISTORY = parseTerms(`
the French Revolution=法国大革命; the Industrial Revolution=工业革命; World War I=第一次世界大战; World War II=第二次世界大战; the Cold War=冷战; the Vietnam War=越南战争
the American Civil War=美国南北战争; the American Revolution=美国独立战争; the Roman Empire=罗马帝国; the fall of Constantinople=君士坦丁堡陷落; ancient Egypt=古埃及; ancient Greece=古希腊
Alexander the Great=亚历山大大帝; Julius Caesar=尤利乌斯·凯撒; Napoleon=拿破仑; Genghis Khan=成吉思汗; the Mongol Empire=蒙古帝国; the Ottoman Empire=奥斯曼帝国
the Crusades=十字军东征; the Black Death=黑死病; the Middle Ages=中世纪; feudalism=封建制度; the Renaissance=文艺复兴; the Reformation=宗教改革
the Age of Discovery=大航海时代; Columbus's voyages=哥伦布航海; the Aztec Empire=阿兹特克帝国; the Inca Empire=印加帝国; colonialism in Africa=非洲殖民史; the slave trade=奴隶贸易
the Meiji Restoration=明治维新; the Opium Wars=鸦片战争; the Taiping Rebellion=太平天国运动; the Xinhai Revolution=辛亥革命; the May Fourth Movement=五四运动; the Long March=长征
the Qin dynasty=秦朝; the Han dynasty=汉朝; the Tang dynasty=唐朝; the Song dynasty=宋朝; the Ming dynasty=明朝; the Qing dynasty=清朝
the Silk Road=丝绸之路; Zheng He's voyages=郑和下西洋; the Three Kingdoms=三国时期; the Warring States period=战国时期; the Great Wall in the Ming era=明代长城; the imperial examinations=科举制度
the Russian Revolution=俄国十月革命; the Soviet Union=苏联; Stalin's purges=斯大林大清洗; the Great Depression of the 1930s=20世纪30年代大萧条; the New Deal=罗斯福新政; the civil rights movement=美国民权运动
the Treaty of Versailles=凡尔赛条约; the Congress of Vienna=维也纳会议; the Magna Carta=大宪章; the Glorious Revolution=光荣革命; the Battle of Waterloo=滑铁卢战役; the Battle of Stalingrad=斯大林格勒战役
the Holocaust=犹太人大屠杀; the Cuban Missile Crisis=古巴导弹危机; the Marshall Plan=马歇尔计划; the partition of India=印巴分治; apartheid in South Africa=南非种族隔离; German reunification=两德统一
Mesopotamia=美索不达米亚; the Persian Empire=波斯帝国; the Viking age=维京时代; the Byzantine Empire=拜占庭帝国; the Habsburg monarchy=哈布斯堡王朝; Queen Victoria=维多利亚女王
Bronze Age settlements=青铜时代聚落; Neolithic farming=新石器时代农业; archaeological excavations=考古发掘; Martin Luther=马丁·路德; Abraham Lincoln=亚伯拉罕·林肯; Mao Zedong=毛泽东
`);
