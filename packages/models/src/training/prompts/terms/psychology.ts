import { parseTerms } from './parse-terms.ts';

/** Terms of psychology. */
export const PSYCHOLOGY = parseTerms(`
classical conditioning=经典条件反射; operant conditioning=操作性条件反射; cognitive dissonance=认知失调; confirmation bias=确认偏误; the placebo effect in psychology=安慰剂效应; the bystander effect=旁观者效应
attachment theory=依恋理论; Piaget's stages=皮亚杰认知发展阶段; Erikson's stages=埃里克森发展阶段; Maslow's hierarchy of needs=马斯洛需求层次; Freud's unconscious=弗洛伊德的潜意识; defense mechanisms=心理防御机制
the Big Five personality traits=大五人格; introversion=内向性格; self-esteem=自尊; self-efficacy=自我效能感; motivation at school=学习动机; procrastination=拖延症
anxiety disorders=焦虑症; depression=抑郁症; panic attacks=惊恐发作; post-traumatic stress disorder=创伤后应激障碍; obsessive-compulsive disorder=强迫症; bipolar disorder=双相情感障碍
schizophrenia=精神分裂症; eating disorders=进食障碍; ADHD=注意缺陷多动障碍; autism=自闭症谱系; phobias=恐惧症; addiction and craving=成瘾与渴求
cognitive behavioral therapy=认知行为疗法; psychoanalysis=精神分析; group therapy=团体治疗; mindfulness=正念; counseling=心理咨询; a therapist's empathy=治疗师的共情
short-term memory=短期记忆; long-term memory=长期记忆; forgetting curves=遗忘曲线; working memory=工作记忆; attention and distraction=注意力与分心; perception of illusions=错觉
emotional intelligence=情商; stress at work=工作压力; burnout=职业倦怠; grief=悲伤与哀悼; loneliness=孤独感; jealousy=嫉妒心理
conformity=从众心理; obedience to authority=服从权威; the Milgram experiment=米尔格拉姆实验; the Stanford prison experiment=斯坦福监狱实验; groupthink=群体思维; stereotypes and prejudice=刻板印象与偏见
intelligence tests=智力测验; reliability and validity of a test=测验的信度与效度; developmental psychology=发展心理学; social psychology=社会心理学; adolescence=青春期心理; parenting styles=教养方式
sleep and dreams=睡眠与梦; language acquisition in children=儿童语言习得; habituation=习惯化; reinforcement schedules=强化程式; learned helplessness=习得性无助; the fundamental attribution error=基本归因错误
decision fatigue=决策疲劳; body language=肢体语言; happiness research=幸福感研究; anger management=愤怒管理; narcissism=自恋人格; child psychology=儿童心理学
`);
