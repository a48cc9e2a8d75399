# The balance profile as a policy: the same as config.yaml, and a test holds them equal.
# Try it without any backend: npx signalbox serve --config recipes/balance/config.dsl --simulate

LISTENER balance { address: "127.0.0.1", port: 8899, timeout: "300s" } # 0.0.0.0 for every interface

PROVIDERS {
  defaults: {
    default_model: "qwen/qwen3.5-rocm"
    default_reasoning_effort: "medium"
    # One Qwen3.5 stands behind all five names, so all are told to think its way.
    reasoning_families: { qwen3: { type: "chat_template_kwargs", parameter: "enable_thinking" } }
  }
  # Example prices, exaggerated so that savings show; not anybody's real bill.
  models: [
    {
      name: "qwen/qwen3.5-rocm"
      reasoning_family: "qwen3"
      pricing: { currency: "USD", prompt_per_1m: 0, completion_per_1m: 0, cached_input_per_1m: 0 }
      backend_refs: [{ name: "rocm", endpoint: "${BALANCE_ROCM:-vllm:8000}" }]
    },
    {
      name: "google/gemini-2.5-flash-lite"
      reasoning_family: "qwen3"
      pricing: { currency: "USD", prompt_per_1m: 0.01, completion_per_1m: 0.04, cached_input_per_1m: 0.002 }
      backend_refs: [{ name: "rocm", endpoint: "${BALANCE_ROCM:-vllm:8000}" }]
    },
    {
      name: "google/gemini-3.1-pro"
      reasoning_family: "qwen3"
      pricing: { currency: "USD", prompt_per_1m: 0.48, completion_per_1m: 1.92, cached_input_per_1m: 0.12 }
      backend_refs: [{ name: "rocm", endpoint: "${BALANCE_ROCM:-vllm:8000}" }]
    },
    {
      name: "openai/gpt5.4"
      reasoning_family: "qwen3"
      pricing: { currency: "USD", prompt_per_1m: 1.2, completion_per_1m: 4.8, cached_input_per_1m: 0.3 }
      backend_refs: [{ name: "rocm", endpoint: "${BALANCE_ROCM:-vllm:8000}" }]
    },
    {
      name: "anthropic/claude-opus-4.6"
      reasoning_family: "qwen3"
      pricing: { currency: "USD", prompt_per_1m: 1.8, completion_per_1m: 7.2, cached_input_per_1m: 0.45 }
      backend_refs: [{ name: "rocm", endpoint: "${BALANCE_ROCM:-vllm:8000}" }]
    },
  ]
}

MODEL qwen/qwen3.5-rocm {
  description: "Free, self-hosted: quick answers and most traffic"
  quality_score: 0.58
  tags: ["simple"]
}

MODEL google/gemini-2.5-flash-lite {
  description: "Cheap and expressive: creative and softer tasks"
  quality_score: 0.68
  tags: ["medium"]
}

MODEL google/gemini-3.1-pro {
  description: "Hard science and architecture"
  quality_score: 0.82
  tags: ["complex"]
}

MODEL openai/gpt5.4 {
  description: "Proofs, philosophy, long chains of reasoning"
  quality_score: 0.9
  tags: ["reasoning"]
}

MODEL anthropic/claude-opus-4.6 {
  description: "Legal and other high-risk analysis"
  quality_score: 0.94
  tags: ["premium"]
}

# Explicit wording, in English and Chinese: of a kind of request, of a subject, of a mood.
SIGNAL keyword verification_markers {
  operator: "OR"
  keywords: [
    "verify", "verified", "fact-check", "cite", "cites", "citing", "citation", "citations", "a source",
    "sources", "sourced", "evidence", "reference", "references", "reputable", "according to whom",
    "back it up", "核实", "查证", "出处", "来源", "引用", "证据", "参考文献", "有依据", "权威资料", "link", "links", "studies",
    "study says", "papers", "proof of that", "is it documented", "where did you", "where is that from",
    "where can i read", "where does it say", "where can i check", "is it true", "is that true", "really true",
    "according to", "back up", "backed up", "backed by", "peer-reviewed", "official figures", "official data",
    "primary source", "show me where", "footnotes", "bibliography", "double-check", "fact check", "credible",
    "trustworthy", "依据", "文献", "论文", "链接", "真的吗", "可靠", "官方数据", "官方资料", "有没有记载", "史料", "哪里查到", "求证", "属实",
    "研究支持", "指南", "source please", "your source", "the source", "its source", "with source", "source for",
    "name the source", "cited", "show proof", "double check", "confirm", "confirmed", "where you found",
    "come from", "came from", "recorded", "research", "publication", "确认", "有研究", "研究或",
  ]
}

# The longer markers also with a letter wrong; short ones would be taken for other words ("cite", "site").
SIGNAL keyword verification_markers_misspelt {
  operator: "OR"
  method: "fuzzy"
  fuzzy_threshold: 1
  keywords: [
    "verify", "verified", "citation", "citations", "evidence", "reputable", "with sources", "cite sources",
    "give sources", "reliable source", "reliable sources", "historical sources", "medical sources",
  ]
}

SIGNAL keyword emotion_positive_markers {
  operator: "OR"
  keywords: [
    "amazing", "awesome", "thrilled", "so excited", "so happy", "great news", "congratulations", "celebrate",
    "finally got", "i did it", "over the moon", "太好了", "太棒了", "好开心", "激动", "兴奋", "恭喜", "终于", "omg", "yay",
    "so proud", "so glad", "best day", "i passed", "i got the", "can't believe", "dream come true", "finally",
    "wonderful news", "哈哈", "开心", "高兴", "好激动", "考上", "幸福", "骄傲",
  ]
}

SIGNAL keyword emotion_negative_markers {
  operator: "OR"
  keywords: [
    "overwhelmed", "frustrated", "frustrating", "ridiculous", "upset", "furious", "angry", "fed up",
    "stressed", "exhausted", "heartbroken", "so annoying", "can't take this", "离谱", "崩溃", "气死", "生气", "烦死",
    "受不了", "难过", "焦虑", "太过分", "so mad", "so sad", "so tired", "so angry", "crying", "cry", "devastated",
    "miserable", "hate this", "terrified", "scared", "panicking", "panic", "freaking out", "i can't stand",
    "sick of", "worst day", "broke up", "died", "passed away", "hurts", "desperate", "nervous", "hopeless",
    "ashamed", "embarrassed", "disappointed", "难受", "伤心", "想哭", "郁闷", "好烦", "烦死了", "害怕", "紧张", "绝望", "委屈",
    "失望", "丢人", "心慌", "气死我", "讨厌", "无语", "救命", "去世", "分手",
  ]
}

SIGNAL keyword urgency_markers {
  operator: "OR"
  keywords: [
    "urgent", "urgently", "asap", "right now", "right away", "immediately", "this is an emergency",
    "it is an emergency", "as soon as possible", "hurry", "马上", "立刻", "立即", "紧急", "赶紧", "尽快", "急需", "quick",
    "quickly", "in an hour", "in twenty minutes", "in ten minutes", "in half an hour", "in 5 minutes",
    "in 10 minutes", "in 20 minutes", "in 30 minutes", "minutes left", "running late", "last minute",
    "deadline tonight", "due tonight", "due tomorrow", "please hurry", "help me now", "what now",
    "need it now", "来不及", "快点", "分钟后", "小时后", "要迟到", "火烧眉毛", "在线等", "急",
  ]
}

SIGNAL keyword correction_feedback_markers {
  operator: "OR"
  keywords: [
    "this is wrong", "that is wrong", "that's wrong", "you are wrong", "you're wrong", "got this wrong",
    "got it wrong", "got that wrong", "is incorrect", "not correct", "isn't right", "is not right",
    "is false", "made a mistake", "your mistake", "correct the", "re-answer", "answer again",
    "fix your answer", "错了", "不对", "不正确", "有误", "说错", "答错", "更正", "纠正", "重新回答", "wrong", "incorrect",
    "inaccurate", "not true", "isn't true", "can't be right", "doesn't add up", "you said", "you told me",
    "you claimed", "you wrote", "you mixed up", "your answer", "your numbers", "your last answer",
    "your previous", "contradicts", "check again", "look again", "redo", "mistaken", "says otherwise",
    "are you sure", "made that up", "made up", "not what", "搞错", "弄错", "写错", "记错", "搞混", "你刚才", "你刚刚", "你说的",
    "你之前", "你给的", "上面的", "上一个回答", "你的回答", "矛盾", "不符", "不一样", "不准确", "有问题", "改正", "核对",
  ]
}

SIGNAL keyword clarification_feedback_markers {
  operator: "OR"
  keywords: [
    "explain that", "explain it again", "explain again", "more clearly", "more simply", "simpler terms",
    "simpler words", "was confusing", "is confusing", "i'm confused", "don't understand", "didn't understand",
    "don't get it", "rephrase", "restate", "clarify", "what do you mean", "say that again", "dumb it down",
    "没看懂", "没听懂", "不明白", "不太懂", "看不懂", "说得简单", "更清楚", "说清楚", "换个说法", "换种说法", "再解释", "再讲一遍", "通俗一点", "通俗点",
    "通俗些", "什么意思", "simpler", "in plain english", "plain words", "explain like", "like i'm", "eli5",
    "you lost me", "lost me", "i'm lost", "too technical", "too complicated", "too long", "over my head",
    "put it another way", "another way", "say it again", "in other words", "break it down", "break that down",
    "don't follow", "not following", "huh", "not sure what you mean", "what does that mean", "still don't",
    "go over it", "shorter and simpler", "听不懂", "没懂", "没太懂", "不懂", "没明白", "大白话", "太复杂", "太专业", "太难", "简单点",
    "简单一点", "再讲", "再说一遍", "说人话", "举个例子",
  ]
}

SIGNAL keyword clarification_feedback_markers_misspelt {
  operator: "OR"
  method: "fuzzy"
  keywords: [
    "more clearly", "more simply", "simpler terms", "simpler words", "was confusing", "is confusing",
    "rephrase", "restate", "clarify",
  ]
}

SIGNAL keyword simple_request_markers {
  operator: "OR"
  keywords: [
    "briefly", "in brief", "in one sentence", "in a sentence", "one sentence", "short answer",
    "quick question", "short paragraph", "in a few words", "answer quickly", "keep it short", "just tell me",
    "yes or no", "simple answer", "tl;dr", "简短", "简单回答", "简要", "一句话", "直接告诉我", "简单说",
  ]
}

SIGNAL keyword simple_request_markers_misspelt {
  operator: "OR"
  method: "fuzzy"
  fuzzy_threshold: 1
  keywords: ["short paragraph", "short answer", "answer briefly", "one sentence", "quick question"]
}

SIGNAL keyword creative_markers {
  operator: "OR"
  keywords: [
    "tagline", "taglines", "slogan", "slogans", "invent", "brand name", "name ideas", "poem", "haiku",
    "lyrics", "short story", "write a story", "fictional", "brainstorm", "catchy", "storyline", "screenplay",
    "故事", "写诗", "写一首", "歌词", "文案", "广告语", "起名", "取名", "口号", "创意", "剧本", "虚构", "story", "stories", "tale",
    "fairy tale", "bedtime", "poetry", "limerick", "sonnet", "rhyme", "rhymes", "song", "rap", "ballad",
    "lullaby", "motto", "jingle", "joke", "jokes", "pun", "puns", "riddle", "novel", "scene", "monologue",
    "dialogue", "plot", "character", "characters", "villain", "hero", "parody", "toast", "caption",
    "captions", "ad copy", "names for", "name for", "funny name", "title for", "titles for", "come up with",
    "make up", "imaginary", "imagine", "sci-fi", "in the style of", "mascot", "opening line", "verse",
    "poems", "童话", "小说", "诗", "对联", "段子", "笑话", "谜语", "宣传语", "标语", "名字", "编一个", "编个", "续写", "情书", "祝福语",
    "的口气", "的语气", "的风格", "主角", "想象",
  ]
}

# Someone asks for a piece of writing in a language other than English and Chinese: a verb of making, some of it, a genre.
SIGNAL keyword creative_requests {
  operator: "OR"
  method: "regex"
  keywords: [
    '(schreib|dicht|verfass|erfind|erzähl|reim|komponier|denk dir).{0,25}\b(eine?|einen|zwei|drei|ein paar|einige)\s+(\p{L}+,\s+)?(\p{L}+\s+)?(gedichte?|geschichten?|kurzgeschichten?|märchen|lied|liedtexte?|ballade|haikus?|drehbuch|dialog|slogans?|werbespr[uü]che?|limericks?|fabel|sonett|legende|verse?)\b',
    '(écri[vst]|rédige|compose|invente|imagine|raconte).{0,25}\b(une?|des|deux|trois|quelques)\s+(\p{L}+,\s+)?(\p{L}+\s+)?(poèmes?|haïkus?|haikus?|histoires?|contes?|chansons?|sonnets?|comptines?|slogans?|dialogues?|fables?|légendes?|scénarios?)\b',
    '(escrib|escríb|comp[oó]n|redact|invent|imagin|cuenta|cuénta).{0,25}\b(una?|unos|unas|dos|tres)\s+(\p{L}+,\s+)?(\p{L}+\s+)?(poemas?|poesías?|cuentos?|historias?|canción|canciones|haikus?|sonetos?|eslogan|diálogos?|fábulas?|leyendas?|guion|relatos?)\b',
    '(escrev|compo|compõe|crie|invent|imagin|cont[ae]\b|conte-me).{0,25}\b(uma?|uns|umas|dois|duas|três)\s+(\p{L}+,\s+)?(\p{L}+\s+)?(poemas?|poesias?|contos?|histórias?|canção|canções|haicais?|sonetos?|slogans?|diálogos?|fábulas?|lendas?|roteiros?)\b',
    '(scriv|compon|invent|immagin|raccont).{0,25}\b(una?|uno|due|tre)\s+(\p{L}+,\s+)?(\p{L}+\s+)?(poesi[ae]|poem[ai]|raccont[oi]|stori[ae]|favol[ae]|fiab[ae]|canzon[ei]|haiku|sonett[oi]|slogan|dialog(o|hi)|filastrocc(a|he)|sceneggiatura|leggend[ae])\b',
    "(напиши|сочини|придумай).{0,30}(стих|сказк|рассказ|песн|хокку|сонет|слоган|басн|сценарий|легенд)",
    "(詩|俳句|短歌|物語|お話|童話|小説|歌詞|キャッチコピー|脚本).{0,12}(書いて|作って|つくって|考えて|詠んで)",
    "(시|동시|동화|이야기|소설|가사|대본|슬로건)(를|을)?.{0,10}(써|지어|만들어)",
  ]
}

SIGNAL keyword multi_step_markers {
  operator: "OR"
  keywords: [
    "step by step", "step-by-step", "multi-step", "each phase", "every phase", "each stage", "every stage",
    "each step", "phased", "phases", "stages", "逐步", "一步一步", "分步", "分阶段", "每个阶段", "每一步",
  ]
}

SIGNAL keyword agentic_markers {
  operator: "OR"
  keywords: [
    "runbook", "playbook", "rollback", "roll back", "checkpoint", "checkpoints", "cutover", "owners",
    "milestones", "go/no-go", "verification gates", "migration plan", "rollout plan", "incident response",
    "运行手册", "操作手册", "回滚", "检查点", "负责人", "里程碑", "迁移计划", "上线计划", "应急预案", "who does what", "in which order",
    "in order", "handoff", "handoffs", "hand off", "escalation", "fallback", "way back", "undo it",
    "dependencies", "deadline", "deadlines", "work plan", "project plan", "full plan", "whole plan",
    "week by week", "stop conditions", "stop if", "abort", "go live", "pilot", "dry run", "retry", "approval",
    "approvals", "workflow", "automate", "automation", "orchestrate", "agents", "bots", "tasks", "task list",
    "sign-off", "timeline", "decommission", "migrate", "migrating", "migration", "rollout", "roll out",
    "switch over", "退路", "谁来做", "谁做什么", "排期", "时间表", "任务", "拆解", "流程", "自动化", "验收", "演练", "推进", "交接", "步骤",
    "上线", "灰度", "割接", "迁移",
  ]
}

SIGNAL keyword architecture_markers {
  operator: "OR"
  keywords: [
    "architecture", "system design", "service boundaries", "consistency model", "consistency tradeoffs",
    "consistency trade-offs", "storage boundaries", "cache strategy", "data model", "high availability", "架构",
    "系统设计", "服务边界", "一致性", "高可用", "容量规划", "backend", "back end", "monolith", "microservice", "microservices",
    "scalable", "scale to", "million users", "billion", "requests per second", "per second", "queue",
    "queues", "message queue", "sharding", "shard", "replicas", "replication", "load balancer", "caching",
    "multi-tenant", "data centres", "data centers", "regions", "failover", "event-driven", "services talk",
    "schema for", "storage layer", "real time", "realtime", "throughput", "latency", "components", "后端",
    "微服务", "单体", "高并发", "缓存", "分库分表", "消息队列", "多机房", "同步", "扩展", "分布式", "负载均衡", "每秒", "亿", "并发",
  ]
}

SIGNAL keyword code_markers {
  operator: "OR"
  keywords: [
    "code", "bug", "bugs", "debug", "debugging", "stack trace", "traceback", "unit test", "unit tests",
    "integration test", "codebase", "refactor", "refactoring", "compile", "compiler", "exception", "segfault",
    "null pointer", "python", "java", "javascript", "typescript", "golang", "rust", "c++", "sql query",
    "regex", "npm", "git", "docker", "代码", "报错", "调试", "函数", "编译", "单元测试", "重构", "异常", "接口报错", "脚本",
    "function", "functions", "script", "error", "errors", "react", "css", "html", "bash", "shell", "api",
    "json", "pandas", "numpy", "sql", "query", "loop", "variable", "array", "async", "commit",
    "merge conflict", "pip install", "import", "import error", "undefined", "null", "crash", "crashes",
    "server returns", "500", "404", "linux", "terminal", "node", "class", "method", "regular expression",
    "程序", "前端", "循环", "变量", "数组", "崩溃", "接口", "运行", "数据库", "数据库查询", "内存", "线程", "正则", "控制台", "命令",
  ]
}

SIGNAL keyword reasoning_markers {
  operator: "OR"
  keywords: [
    "prove", "proof", "prove that", "rigorously", "derive", "derivation", "formal proof", "argue", "argument",
    "which view", "which framework", "justify", "deductive", "inductive", "abductive", "reasoning",
    "under uncertainty", "thought experiment", "first principles", "证明", "推导", "严格", "论证", "推理", "演绎", "归纳",
    "思想实验", "第一性原理",
  ]
}

SIGNAL keyword general_framing_markers {
  operator: "OR"
  keywords: [
    "in general", "in general terms", "in the abstract", "any one domain", "any specific domain",
    "any particular field", "any specific field", "domain-independent", "without reference to a field",
    "一般意义上", "一般来说", "不限于", "不针对具体领域", "抽象地",
  ]
}

SIGNAL keyword research_markers {
  operator: "OR"
  keywords: [
    "experiment", "experiments", "hypothesis", "hypotheses", "mechanism", "mechanisms",
    "isolate the dominant", "literature review", "methodology", "ablation", "causal", "实验", "假设", "机制", "机理",
    "文献综述", "方法论",
  ]
}

SIGNAL keyword explain_markers {
  operator: "OR"
  keywords: [
    "explain", "why", "compare", "outline", "trade-offs", "tradeoffs", "pros and cons", "what caused",
    "interventions", "strategies", "when should", "should prefer", "difference between", "analyze", "analyse",
    "解释", "为什么", "比较", "原因", "利弊", "权衡", "区别", "分析", "策略", "how come", "how does", "how do", "how did",
    "how is", "how can", "how are", "describe", "tell me about", "tell me how", "what makes", "what made",
    "what happened", "what happens", "what drives", "what led", "what would", "causes", "reason", "reasons",
    "effect", "effects", "impact", "affect", "worth it", "walk me through", "怎么", "怎样", "如何", "为何", "讲讲",
    "说说", "介绍", "影响", "讲清楚", "怎么回事", "什么关系",
  ]
}

SIGNAL keyword legal_risk_markers {
  operator: "OR"
  keywords: [
    "indemnity", "indemnification", "liability", "liabilities", "legal risk", "legal analysis",
    "contract clause", "clause", "clauses", "breach of contract", "compliance obligations",
    "compliance duties", "terms of the agreement", "non-compete", "gdpr", "litigation", "赔偿", "违约", "法律风险",
    "法律责任", "合同条款", "合规", "免责", "诉讼", "竞业", "legal", "legally", "law", "lawful", "illegal", "sue", "sued",
    "lawsuit", "court", "contract", "contracts", "agreement", "lease", "tenant", "landlord", "deposit",
    "copyright", "patent", "trademark", "licence terms", "license terms", "liable", "damages", "consent",
    "privacy law", "regulation", "regulations", "comply", "compliance", "fined", "fines", "employment law",
    "dismissal", "fire someone", "fired", "terms of service", "inheritance", "custody", "will and testament",
    "shareholder", "shareholders", "法律", "合法", "违法", "起诉", "法院", "合同", "协议", "租房", "押金", "版权", "专利", "商标",
    "侵权", "劳动合同", "劳动法", "仲裁", "维权", "追究", "条款", "股东", "离婚", "继承", "个人信息", "保密协议", "开除", "辞退", "律师",
  ]
}

SIGNAL keyword science_markers {
  operator: "OR"
  keywords: [
    "molecular", "molecule", "molecules", "protein", "proteins", "cell", "cells", "dna", "rna", "gene",
    "genes", "quantum", "photon", "photons", "electron", "electrons", "thermodynamics", "entropy", "physics",
    "chemistry", "chemical", "reaction", "reactions", "catalyst", "alloy", "semiconductor", "battery",
    "batteries", "plasma", "fusion", "galaxy", "stars", "gravity", "relativity", "turbulence", "aerodynamic",
    "stress", "fatigue", "neurons", "enzyme", "enzymes", "membrane", "bacteria", "orbit", "laser", "magnetic",
    "superconductor", "at the level of", "物理", "化学", "分子", "原子", "电子", "量子", "蛋白质", "细胞", "基因", "反应", "催化",
    "材料", "电池", "芯片", "核聚变", "黑洞", "引力", "湍流", "电磁", "半导体", "酶", "抗生素", "原理",
  ]
}

SIGNAL keyword deliberation_markers {
  operator: "OR"
  keywords: [
    "show that", "disprove", "think through", "think hard", "think it through", "weigh", "weighing",
    "both sides", "each side", "either side", "case for", "for and against", "second order", "second-order",
    "consequences", "assumptions", "assume", "from several", "angles", "perspectives", "points of view",
    "step back", "conclude", "conclusion", "follow the", "take apart", "root cause", "what would happen",
    "what if", "devil's advocate", "deeply", "in depth", "carefully", "implications", "long term",
    "long-term", "unintended", "权衡", "推演", "一步步", "多个角度", "不同角度", "正反", "深入", "深层", "前提", "后果", "连锁", "利弊",
    "结论", "判断", "推敲", "假如", "如果", "系统地", "得失",
  ]
}

SIGNAL keyword math_markers {
  operator: "OR"
  keywords: [
    "prove", "proof", "theorem", "lemma", "derive", "integral", "derivative", "converge", "converges",
    "diverge", "diverges", "matrix", "matrices", "eigenvalue", "eigenvalues", "polynomial", "integer",
    "integers", "prime", "primes", "irrational", "rational number", "induction", "recurrence", "closed form",
    "permutations", "probability", "random variable", "variance", "expected value", "expected number",
    "real numbers", "vector space", "abelian", "bijection", "injective", "surjective", "continuous",
    "differentiable", "determinant", "inequality", "equation", "counterexample", "find all", "how many ways",
    "sqrt", "limit of", "证明", "推导", "定理", "数列", "级数", "收敛", "极限", "导数", "积分", "微分", "方程", "矩阵", "行列式", "特征值",
    "向量", "概率", "期望", "方差", "归纳法", "反证法", "不等式", "素数", "质数", "整数", "有理数", "无理数", "几何", "子群", "排列组合", "求函数",
  ]
}

SIGNAL keyword philosophy_markers {
  operator: "OR"
  keywords: [
    "philosophy", "philosopher", "philosophical", "ethics", "ethical", "moral", "morally", "morality",
    "free will", "consciousness", "meaning of life", "existence", "exist", "soul", "virtue", "justice",
    "duty", "kant", "hume", "plato", "aristotle", "socrates", "nietzsche", "descartes", "sartre", "stoic",
    "stoics", "utilitarian", "identity", "knowledge", "truth", "reality", "illusion", "mind and body",
    "determinism", "existentialism", "is it wrong to", "is it right to", "哲学", "道德", "伦理", "自由意志", "意识", "存在",
    "灵魂", "正义", "善", "恶", "康德", "尼采", "柏拉图", "孔子", "老子", "庄子", "儒家", "道家", "功利主义", "虚无", "本质", "真理", "人生的意义",
  ]
}

SIGNAL keyword business_markers {
  operator: "OR"
  keywords: [
    "business", "company", "companies", "firm", "firms", "market", "markets", "marketing", "sales",
    "customers", "customer", "revenue", "profit", "profits", "profitable", "margin", "margins", "price",
    "prices", "pricing", "startup", "investor", "investors", "brand", "brands", "retail", "retailer",
    "supplier", "suppliers", "inflation", "interest rates", "interest rate", "economy", "economic", "gdp",
    "tariff", "tariffs", "wage", "wages", "tax", "taxes", "trade", "stock", "stocks", "churn", "subscription",
    "franchise", "competitor", "competitors", "budget", "costs", "hiring", "shop", "unemployment", "currency",
    "企业", "公司", "市场", "营销", "销售", "客户", "顾客", "利润", "赚钱", "成本", "价格", "定价", "涨价", "降价", "品牌", "投资", "融资",
    "创业", "经济", "通胀", "通货膨胀", "利率", "汇率", "关税", "税", "加盟", "店", "商业", "竞争", "订阅", "消费者", "供应链", "就业",
  ]
}

SIGNAL keyword health_markers {
  operator: "OR"
  keywords: [
    "symptom", "symptoms", "doctor", "doctors", "medicine", "medication", "drug", "dose", "dosage", "disease",
    "pain", "fever", "cough", "blood pressure", "blood sugar", "cholesterol", "diabetes", "cancer", "vaccine",
    "vaccines", "vitamin", "vitamins", "supplement", "supplements", "diet", "pregnant", "pregnancy",
    "allergy", "allergic", "infection", "antibiotics", "headache", "migraine", "asthma", "surgery", "therapy",
    "treatment", "side effects", "heart attack", "stroke", "thyroid", "ibuprofen", "paracetamol", "aspirin",
    "healthy", "health", "weight loss", "insomnia", "rash", "dizzy", "kidney", "liver", "症状", "医生", "药", "吃药",
    "剂量", "疾病", "病", "疼", "痛", "发烧", "发热", "咳嗽", "血压", "血糖", "尿酸", "糖尿病", "癌", "疫苗", "维生素", "怀孕", "孕妇", "过敏",
    "感染", "抗生素", "治疗", "手术", "头晕", "失眠", "健康", "体检", "感冒", "宝宝", "减肥", "医院",
  ]
}

SIGNAL keyword history_markers {
  operator: "OR"
  keywords: [
    "history", "historical", "empire", "emperor", "dynasty", "century", "ancient", "medieval", "middle ages",
    "revolution", "war", "wars", "king", "kings", "queen", "roman", "rome", "greek", "ottoman", "byzantine",
    "soviet", "colony", "colonies", "colonial", "napoleon", "hitler", "stalin", "churchill", "treaty",
    "vikings", "mongol", "mongols", "renaissance", "crusades", "cold war", "world war", "civil war",
    "slavery", "feudal", "reformation", "egypt", "pharaoh", "aztec", "inca", "samurai", "shogun", "历史", "朝",
    "皇帝", "帝国", "王朝", "古代", "战争", "革命", "世纪", "战国", "三国", "唐", "宋", "明", "清", "秦", "汉", "变法", "起义", "改革",
    "条约", "殖民", "罗马", "二战", "一战", "冷战", "民国", "抗战", "科举", "丝绸之路",
  ]
}

SIGNAL keyword psychology_markers {
  operator: "OR"
  keywords: [
    "psychology", "psychological", "people feel", "feel", "feeling", "feelings", "anxious", "anxiety",
    "habit", "habits", "motivation", "procrastinate", "procrastination", "self-esteem", "confidence", "guilt",
    "guilty", "shame", "lonely", "loneliness", "jealous", "jealousy", "relationship", "relationships",
    "personality", "introvert", "bias", "biases", "emotion", "emotions", "childhood", "trauma",
    "overthinking", "stress", "burnout", "willpower", "mind", "brain", "memory", "attention", "social media",
    "peer pressure", "why do people", "why do i", "why do we", "why can't i", "心理", "情绪", "焦虑", "拖延", "习惯",
    "自卑", "自信", "内向", "社交", "孤独", "嫉妒", "压力", "性格", "童年", "原生家庭", "冲动", "动力", "完美主义", "安全感", "讨好", "失恋", "总是",
    "总觉得", "为什么人", "控制不住",
  ]
}

SIGNAL keyword personal_markers {
  operator: "OR"
  keywords: ["i", "i'm", "im", "i've", "my", "me", "we", "we're", "our", "us", "我", "我们", "咱们"]
}

# Nearness to whole example requests: how near is what the scores of the lanes read.
SIGNAL embedding fast_qa_en {
  threshold: 0.25
  candidates: [
    "What is the capital of Canada?", "How many hours are in a week?", "When did the First World War begin?",
    "Who composed the Four Seasons?", "What does NASA stand for?", "What is the chemical symbol for iron?",
    "Which planet is the largest?", "Is a whale a mammal?", "What is 7 times 8?", "What is 6 + 9?",
    "What are you?", "What is your name?",
    "Check this with a source: is Toronto the capital of Canada?",
    "Which ocean is the deepest?",
    "How many players are on a football team?",
    "In which year did humans first land on the Moon?",
    "What is the longest bone in the body?", "What currency is used in Denmark?",
    "How far is the Earth from the Moon?", "What is the square root of 81?",
    "Confirm it with a source: is a tomato a fruit?",
    "Please verify whether iron is heavier than lead and give a source.",
    "Is Sahara the largest desert? Cite a source.",
    "Which language is spoken in Austria?", "Answer briefly: how much is 10 - 6?",
    "How much is 3 plus 5? A short answer, please.",
    "Tell me briefly what you are.", "What is 9 * 3?", "who painted the last supper",
    "how tall is mount fuji", "how many ounces in a pound", "capital of new zealand",
    "what does http stand for", "when is the next leap year", "who was the first person in space",
    "which country has the most islands", "how many bones does a shark have",
    "what's the tallest building in the world",
    "how many teaspoons in a tablespoon", "where is the great barrier reef",
    "what language do they speak in brazil", "what's the plural of octopus",
    "which metal is liquid at room temperature",
    "when was the first iphone released",
    "how old is the universe, and what's your source",
  ]
}

SIGNAL embedding fast_qa_zh {
  threshold: 0.25
  candidates: [
    "挪威的国旗是什么颜色？", "一周有几天？请简短回答。", "铁的化学符号是什么？", "中国有多少个民族？", "谁写了《西游记》？", "月球是行星吗？请核实。", "日本的首都是大阪吗？给出来源。",
    "你叫什么名字？", "世界上最深的海沟叫什么？", "一米等于多少厘米？", "水在多少度沸腾？请给出出处。", "谁发明了蒸汽机？请查证。", "五乘以八等于几？", "德国的货币是什么？请核实。",
    "请问你是什么模型？", "世界上面积最大的国家是哪个？给出依据。", "《三国演义》是谁写的？", "长城有多长？请给来源。", "珠穆朗玛峰多高？", "奥运会几年办一次？",
    "光年是时间单位还是距离单位？", "泰坦尼克号哪一年沉的？", "巴西说什么语言？", "蜘蛛是昆虫吗？", "人民币最大面额是多少？", "唐朝的都城在哪里？", "太阳从哪边落下？",
    "英语里蝴蝶怎么说？", "一公里等于多少米", "谁画的蒙娜丽莎", "蜜蜂有几条腿？", "一斤等于多少克", "兵马俑在哪个城市", "加拿大用什么钱？", "中国有几个省？请确认一下",
    "爱因斯坦是哪国人？有来源吗",
  ]
}

SIGNAL embedding general_chat_fallback {
  threshold: 0.25
  candidates: [
    "In a short paragraph, explain how a microwave oven heats food.",
    "Give me tips for packing a suitcase.",
    "How do noise-cancelling headphones work, in plain words?",
    "In a short paragraph, explain how a thermos keeps drinks hot.",
    "What should I cook for my parents this weekend?",
    "用一小段话介绍微波炉是怎么加热食物的。", "帮我给朋友写一条道歉的信息。", "给我几个旅行收拾行李的小建议。", "how does a zipper work",
    "what should i pack for a weekend at the lake",
    "translate good night into italian and spanish",
    "give me a packing list for camping",
    "recommend some board games for two people",
    "推荐几部适合周末看的电影", "怎么去掉衣服上的油渍？", "how does a hand dryer work", "what should i wear to a garden wedding",
    "把这句话改得更礼貌一点",
  ]
}

SIGNAL embedding code_general {
  threshold: 0.42
  candidates: [
    "Why does my JavaScript function return undefined?",
    "Fix the null pointer exception in this Java method.",
    "How do I parse JSON in Go?",
    "My Docker build fails with exit code 1, what is wrong?",
    "这段 Python 代码为什么会报错？", "怎么修复这个空指针异常？",
    "Explain the most likely cause of this TypeError and how to fix it.",
    "How do I undo the last git commit?",
    "Why does my CSS grid overflow its container?",
    "The build breaks after the library update; suggest the first fix.",
    "Debug this segmentation fault in my C++ code.",
    "How can I read a CSV file line by line in Python?",
    "单元测试失败了，最可能的原因是什么？", "这个 SQL 查询很慢，怎么优化？",
    "my react page keeps rerendering forever, what am i doing wrong",
    'getting "permission denied" when i push to github, how do i fix it',
    "what's the difference between let and const in javascript",
    "how do i make this bash script stop on the first error",
    "Write a regular expression for email addresses.",
    "git 合并冲突了怎么解决？",
  ]
}

SIGNAL embedding architecture_design {
  threshold: 0.36
  candidates: [
    "Design the architecture of a chat system for ten million users, including storage and delivery guarantees.",
    "Propose a system design for an event-driven order platform, its services and consistency.",
    "How would you architect a multi-tenant billing service with high availability?",
    "设计一个高并发秒杀系统的架构，并说明缓存与一致性方案。", "如何设计一个跨地域的订单系统？",
    "Design a distributed message queue and explain its consistency model and storage.",
    "Design the architecture of a video streaming service with caching and replication.",
    "Propose service boundaries and a data model for an inventory platform.",
    "Design an ingestion pipeline for metrics, with its storage and backpressure.",
    "Design the system behind a ride-hailing app and explain the trade-offs.",
    "Architect an authentication and authorization service for many tenants.",
    "设计一个支付系统的架构，说明服务边界和数据模型。", "如何设计一个高可用的消息推送平台？",
    "should we go with microservices or keep the monolith for a team of twenty, and how would you structure it",
    "怎样设计一个能扛住抢票高峰的系统？", "设计一个日志收集平台，每天几十亿条",
  ]
}

SIGNAL embedding agentic_workflows {
  threshold: 0.36
  candidates: [
    "Write a runbook for upgrading a production database, with owners, rollback and checks after each step.",
    "Create a phased rollout plan for a new payment provider with go/no-go gates.",
    "Plan the move of our services to another cloud, stage by stage, with validation.",
    "Draft an incident response playbook with roles and escalation.",
    "制定一份数据库升级的操作手册，包含回滚方案、负责人和每一步的检查点。", "规划系统分阶段上线，并列出验收标准。",
    "Create a cutover plan for a new billing system with rollback criteria.",
    "Prepare a staged migration of user accounts, with validation and rollback after each stage.",
    "Draft a project plan with milestones, owners, dependencies and acceptance checks.",
    "制定系统迁移的分阶段计划，写明负责人和回滚条件。", "编写一份故障应急预案，包含检查点和升级流程。",
    "Coordinate a product launch across five teams: tasks, dependencies, deadlines, escalation.",
    "Automate the onboarding of new employees from end to end, with approvals and error handling.",
    "把公司的邮箱系统搬到云上，排出每周的步骤、负责人和失败时的退路", "安排一个自动化流程：抓取数据、清洗、人工复核、再发布，出错要能重来",
  ]
}

SIGNAL embedding complex_stem {
  threshold: 0.32
  candidates: [
    "Compare the failure mechanisms of fuel cells and propose experiments to tell them apart.",
    "Analyse noise sources in gravitational wave detectors and how to reduce them.",
    "比较几种电池衰减机理，并提出区分它们的实验。", "解释湍流模型的差异，并设计验证实验。",
    "Compare models of high-temperature superconductivity and propose measurements to distinguish them.",
    "Compare causes of efficiency loss in silicon solar cells and how to isolate each.",
    "Analyse sources of error in atomic clocks and how experiments could separate them.",
    "Compare enzyme inhibition mechanisms and propose kinetic assays that tell them apart.",
    "Compare noise sources in quantum devices, such as charge noise and thermal photons, and tests that separate them.",
    "Compare the causes of capacity loss in energy storage and experiments that isolate each.",
    "比较材料失效的几种机理，并说明如何用实验区分。", "解释基因编辑的脱靶机制，并设计验证实验。",
    "why is room temperature superconductivity so hard",
    "how does crispr find its target and why does it sometimes cut elsewhere",
    "钙钛矿太阳能电池为什么容易衰减，怎么用实验区分原因？",
  ]
}

SIGNAL embedding research_synthesis {
  threshold: 0.36
  candidates: [
    "Summarise the evidence for and against intermittent fasting, with a critique of study designs.",
    "Review the literature on remote work and productivity and identify open questions.",
    "Synthesise what is known about microplastics and health and rate the evidence.",
    "综述大语言模型幻觉的研究进展，并评价证据强弱。",
    "Summarise the state of research on screen time and sleep and point out its gaps.",
    "综述间歇性断食的研究证据，并指出方法上的不足。",
  ]
}

SIGNAL embedding business_analysis {
  threshold: 0.32
  candidates: [
    "When should a software company move from perpetual licences to subscriptions?",
    "Explain the trade-offs between flat-rate and tiered pricing for an online service.",
    "Benchmark customer acquisition cost for subscription software and draw conclusions.",
    "一家中型企业应该如何制定定价策略？",
    "Explain the trade-offs between outsourcing and hiring for a growing company.",
    "When should a startup raise prices, and what are the risks?",
    "Compare market entry by partnership and by acquisition.",
    "What are the pros and cons of a loyalty programme for a retail chain?",
    "How does inflation change the pricing power of firms?",
    "Compare inventory strategies for a manufacturer.",
    "Should a vendor bundle its products or sell them separately?",
    "Compare profit margins of airlines and hotels.",
    "Explain when a firm should lease equipment and when it should buy it.",
    "Compare churn and retention across enterprise software vendors.",
    "Compare marketing budgets of banks and insurers.",
    "企业应该如何降低获客成本、提高留存率？",
    "our sales dropped ten percent after we raised prices, what should we look at",
    "how do i figure out if my market is big enough",
    "buy or lease our delivery trucks? think through the money side",
    "what would a minimum wage rise do to restaurants",
    "奶茶店开加盟还是直营更划算？", "公司要不要降价抢市场，有什么后果？",
    "why do central banks raise rates when prices go up",
    "how should we price a product nobody has sold before",
    "what does a strong dollar do to emerging markets",
    "房价下跌对银行有什么影响？",
  ]
}

SIGNAL embedding history_explainer {
  threshold: 0.28
  candidates: [
    "Explain why the Ottoman Empire declined.",
    "What led to the French Revolution?",
    "In simple terms, why did the Qing dynasty collapse?",
    "Why did Roman rule in Britain come to an end?",
    "What caused the First World War?",
    "Explain what brought about the end of feudalism in Europe.",
    "Why did the Mongol Empire break up?",
    "Explain the causes of the Russian Revolution.",
    "What led to the rise of the shogunate in Japan?",
    "Why did the Inca Empire fall to the Spanish conquest?",
    "Explain why the Crusades began and what came of them.",
    "Explain what led to the unification of Germany.",
    "What caused the decline of Venice as a trading republic?",
    "Why did the Han dynasty end?",
    "Explain in everyday language how the Cold War ended.",
    "Why did the Carolingian empire fall apart after Charlemagne?",
    "Why did the Assyrian kingdom disappear?",
    "解释一下唐朝由盛转衰的原因。", "why did the vikings stop raiding",
    "what was daily life like for a peasant in the middle ages",
    "how did the silk road change the places along it",
    "why was the treaty after the first world war so hated in germany",
    "why did the bronze age end so suddenly", "郑和下西洋之后为什么就停了？", "蒙古人是怎么打下那么大地盘的？", "冷战是怎么开始的，讲讲来龙去脉",
    "why was the library of alexandria lost",
    "how did ordinary people live under the tsars",
    "how did chess or tea or paper spread from asia to europe",
    "why was the battle of waterloo lost", "秦始皇为什么要修长城？", "清朝为什么闭关锁国？",
  ]
}

SIGNAL embedding psychology_support {
  threshold: 0.32
  candidates: [
    "Why do people keep habits that they know are bad, and what helps them change?",
    "为什么人会有拖延的习惯，怎样改善？", "如何理解从众心理，又该怎么避免？",
    "Why do people feel anxious before speaking in public, and what strategies help?",
    "Why are people overconfident in their own judgement, and how can that be reduced?",
    "Why do people avoid difficult conversations, and what helps?",
    "Why do people doubt their own success?",
    "what makes some people stay calm under pressure",
    "why do couples fight about tiny things", "为什么越劝他他越不听？",
    "why do i get angry at people i love the most",
    "why can some people laugh at themselves and others can't",
    "为什么人在群体里会变得冲动？",
  ]
}

SIGNAL embedding health_guidance {
  threshold: 0.32
  candidates: [
    "What are the first signs of a vitamin D deficiency?",
    "How is high blood pressure treated, and what do guidelines recommend?",
    "What are common symptoms of an underactive thyroid?",
    "When should a child with a fever see a doctor?",
    "What triggers asthma attacks and how are they treated?",
    "What are the warning signs of a stroke? Please cite medical sources.",
    "What are common signs of kidney disease? Answer with citations.",
    "Is it safe to take painkillers during pregnancy?",
    "What are symptoms of a food allergy?",
    "What are signs of sleep deprivation in adults?",
    "糖尿病的早期症状有哪些？", "孩子发烧多少度需要看医生？",
    "does vitamin c really help against colds",
    "怀孕期间能喝咖啡吗？", "小孩老是流鼻血怎么办？",
  ]
}

SIGNAL embedding premium_legal_analysis {
  threshold: 0.34
  candidates: [
    "Analyse the limitation of liability and indemnity provisions of this supplier agreement.",
    "Review the non-compete clause and assess whether it is enforceable.",
    "请分析这份合同中的违约责任和赔偿条款。",
    "Analyse the warranty and liability clauses of this licence.",
    "Give a legal analysis of the termination and penalty clauses in this lease.",
    "What are our obligations under data protection law when we share customer records?",
    "Who is liable if a contractor breaches the confidentiality agreement?",
    "Assess whether this arbitration clause is enforceable.",
    "Analyse the legal consequences of a breach of contract by the supplier.",
    "分析租赁合同中的违约条款和免责条款。", "房东不退押金，我可以走什么法律途径？", "公司没签劳动合同就让我加班，能要求赔偿吗？", "离婚时婚前买的房子怎么分割，法律上如何规定？",
    "帮我审一下这份保密协议，有没有对我们不利的条款",
    "Is an email enough to accept an offer, and are we bound by it now?",
    "What must a small company do when it loses customer data?",
    "签了定金合同后反悔，定金能退吗？",
  ]
}

SIGNAL embedding creative_tasks {
  threshold: 0.3
  candidates: [
    "Come up with five names for a coffee shop by the sea.",
    "Give me three ideas for a fantasy novel set under water.",
    "写一句关于旅行的广告语。", "写一首关于秋天的小诗。",
    "Write a short story about a lost umbrella.",
    "Write a limerick about a forgetful wizard.",
    "Come up with catchy slogans for a bicycle shop.",
    "写一个关于机器人的短篇故事。", "帮我的花店想几句广告语。", "给一只小猫起几个可爱的名字。", "写一段科幻小说的开头。",
    "write me a bedtime story about a dragon that is scared of fire",
    "make up a holiday that nobody celebrates yet and describe its customs",
    "编一个关于月亮搬家的童话", "给我的奶茶店想个好听的名字", "用李白的口气写一首关于加班的诗",
  ]
}

SIGNAL embedding reasoning_general_en {
  threshold: 0.34
  candidates: [
    "Compare three ways of thinking about risk in general, without reference to a field.",
    "Discuss in the abstract how to choose between competing explanations.",
    "Compare general strategies for making decisions with incomplete information.",
    "In general terms, when is an argument from analogy sound?",
    "Discuss how evidence should change a belief, in the abstract.",
    "Compare causal and statistical reasoning in general.",
    "Compare several general approaches to weighing conflicting evidence.",
    "weigh the case for and against a universal basic income from several angles",
    "Reason step by step about whether cities should ban private cars.",
    "what would have to be true for this plan to work",
    "How would the world change if nobody needed sleep? Follow the consequences.",
    "is it better to know a little about everything or everything about a little? reason carefully",
    "two experts disagree and both sound right, how should i decide whom to believe",
    "would a world without secrets be better? examine both sides in depth",
  ]
}

SIGNAL embedding reasoning_general_zh {
  threshold: 0.34
  candidates: [
    "从一般意义上比较几种在不确定条件下做决定的方法。", "讨论类比推理的优点与局限。", "抽象地比较几种推理方式的适用条件。", "从一般意义上讨论因果推断与统计推断的区别。",
    "不针对具体领域，比较几种权衡证据的方法。", "如果人类寿命翻倍，社会会发生哪些连锁变化？请一步步推演", "从正反两面深入分析要不要取消考试", "大城市应不应该禁止私家车，权衡之后给出判断",
    "仔细推敲一下：人人都在家办公会带来哪些意想不到的后果？", "努力和运气哪个更重要？请正反论证后给出结论", "两个方案各有利弊，怎么系统地比较并做出选择？", "为什么好心的政策常常带来坏结果？请深入分析",
  ]
}

SIGNAL embedding math_proof {
  threshold: 0.34
  candidates: [
    "Prove by induction that the sum of the first n odd numbers is n squared.",
    "Give a rigorous proof of the intermediate value theorem.",
    "Derive the closed form of a geometric series and justify each step.",
    "Prove that there is no largest prime number.",
    "Show that the set of rational numbers is countable.",
    "Prove that log base 2 of 3 is irrational.",
    "Prove that every finite integral domain is a field.",
    "Derive the quadratic formula rigorously.",
    "Prove that a differentiable function is continuous.",
    "Show with a formal proof that the harmonic series diverges.",
    "Prove the triangle inequality from the axioms of a norm.",
    "请严格证明素数有无穷多个。", "用归纳法证明前 n 个奇数之和等于 n 的平方。", "证明两个奇数之和是偶数。", "推导等比数列的求和公式。", "证明可微函数一定连续。",
    "show that if n squared is even then n is even",
    "is the set of all finite binary strings countable? prove it",
    "find every real solution of x^4 - 5x^2 + 4 = 0 and explain why there are no more",
    "give a counterexample or prove: every bounded continuous function on R is uniformly continuous",
    "证明根号五不是有理数", "求函数 f(x)=x^3-3x 的极值并证明", "用反证法说明没有最大的整数",
  ]
}

SIGNAL embedding philosophy_argument {
  threshold: 0.38
  candidates: [
    "Compare consequentialist and virtue ethics and argue for one of them.",
    "Argue whether moral facts exist independently of us.",
    "Compare realism and anti-realism about science and argue which is right.",
    "Argue whether determinism leaves room for responsibility.",
    "Compare Kantian duty with utilitarian welfare for a hard moral dilemma.",
    "Discuss whether knowledge is justified true belief and defend a position.",
    "比较功利主义与义务论，并论证你的立场。", "论证自由意志与决定论是否相容。",
    "is it wrong to eat animals if they don't suffer? argue both sides",
    "What would Hume say about miracles, and was he right?",
    "Does time really pass or is that an illusion? Give the best argument for each view.",
    "人有没有真正的自由意志，还是一切早已注定？",
    "would you plug into a machine that gives you a perfect fake life? defend it",
    "机器能有灵魂吗？从不同哲学立场论证",
  ]
}

SIGNAL embedding answer_disputed {
  threshold: 0.3
  candidates: [
    "that can't be right, where did you get that number",
    "no, you said 1912 but it was 1914, show me where that comes from",
    "your answer contradicts the textbook, check again and give me a reference",
    "this is not what the study says, redo it with proper sources",
    "I think you mixed up the two treaties. Look it up and quote something reliable.",
    "wrong. the dose you gave is double what the label says, cite the guideline",
    "You made that quote up. Give me a real one with its source.",
    "你刚才说的年份不对，请查证后重新回答", "你给的数据和官方公布的不一样，请改正并附上来源", "这个说法是错的，拿出依据来", "上一个回答有问题，核对一下再给我参考资料",
    "你把两个人搞混了，请更正并注明出处",
  ]
}

SIGNAL embedding restatement_asked {
  threshold: 0.3
  candidates: [
    "you lost me, say it in simpler words",
    "i still don't get it, can you put it another way",
    "what do you mean by that", "too technical, explain like i'm ten",
    "can you break that down with an example",
    "huh? shorter and simpler please",
    "I don't follow the second part, could you go over it once more?",
    "没听懂，换个简单的说法", "能再说得通俗一点吗？", "你说的这个是什么意思，举个例子", "太复杂了，用大白话再讲一遍", "还是不太明白，能一步步说清楚吗",
  ]
}

SIGNAL embedding feeling_shared {
  threshold: 0.3
  candidates: [
    "i finally passed my driving test!!! help me tell my parents",
    "i'm so mad at my sister right now, what do i text her back",
    "my dog died this morning and i don't know what to say to the kids",
    "guests arrive in twenty minutes and the cake fell on the floor, what now??",
    "I'm so nervous about tomorrow, please help me write something to my team",
    "omg i got the apartment!! write me a post about it",
    "everything is going wrong today and i just want to cry",
    "please hurry, i locked myself out and it's freezing",
    "气死我了，快递又丢了，帮我写一条投诉", "我太开心了，终于考上了！帮我发个朋友圈", "马上要迟到了怎么跟老板解释？快！", "心里好难受，不知道怎么跟他开口",
  ]
}

SIGNAL structure ordered_workflow {
  feature: {
    type: "sequence"
    source: { type: "sequence", sequences: [["first", "then"], ["先", "再"], ["首先", "然后"]] }
  }
}

SIGNAL structure numbered_steps {
  feature: { type: "count", source: { type: "regex", pattern: '(?m)^\s{0,8}\d{1,2}[.)、]' } }
  predicate: { gte: 2 }
}

SIGNAL structure exclamation_emphasis {
  feature: { type: "count", source: { type: "regex", pattern: "[!！]" } }
  predicate: { gte: 2 }
}

SIGNAL fact_check needs_fact_check {}
SIGNAL user_feedback wrong_answer {}
SIGNAL user_feedback need_clarification {}

SIGNAL preference coding_partner {
  threshold: 0.45
  description: "Working on a program together."
  examples: [
    "Help me debug this function", "Review my pull request", "Refactor this module with me", "帮我一起调试这段程序",
  ]
}

SIGNAL preference creative_collaboration {
  threshold: 0.4
  description: "Inventing and wording things together."
  examples: [
    "Help me come up with names", "Write a catchy line for my shop", "Let us write a story together",
    "一起给新店想个名字",
  ]
}

SIGNAL preference agentic_execution {
  threshold: 0.4
  description: "Planning and carrying out work with many steps and checks."
  examples: [
    "Plan the rollout with owners and rollback",
    "Break this project into phases with checkpoints",
    "Prepare a migration runbook", "制定分阶段的执行计划并设置检查点",
  ]
}

SIGNAL language en {}
SIGNAL language zh {}
SIGNAL domain biology {}
SIGNAL domain business {}
SIGNAL domain chemistry {}
SIGNAL domain "computer science" {}
SIGNAL domain economics {}
SIGNAL domain engineering {}
SIGNAL domain health {}
SIGNAL domain history {}
SIGNAL domain law { threshold: 0.4 } # the dearest model stands behind it
SIGNAL domain math {}
SIGNAL domain other {}
SIGNAL domain philosophy {}
SIGNAL domain physics {}
SIGNAL domain psychology {}
SIGNAL context short_context { min_tokens: 0, max_tokens: 999 }
SIGNAL context medium_context { min_tokens: "1K", max_tokens: 7999 }
SIGNAL context long_context { min_tokens: "8K", max_tokens: "256K" }

SIGNAL complexity general_reasoning {
  threshold: 0.08
  hard: {
    candidates: [
      "Weigh several positions against each other and defend a conclusion.",
      "Compare three general methods of inference and when each is valid.",
      "Derive the result rigorously from first principles.",
      "严格论证并比较不同立场。",
    ]
  }
  easy: {
    candidates: [
      "What time is it?", "Say hello.", "What is the capital of Spain?", "一年有多少天？", "Give me a short answer.",
    ]
  }
}

SIGNAL complexity code_task {
  threshold: 0.08
  composer: {
    operator: "OR"
    conditions: [{ type: "domain", name: "computer science" }, { type: "keyword", name: "code_markers" }]
  }
  hard: {
    candidates: [
      "Design a concurrent data structure and prove its correctness.",
      "Redesign the storage layer for horizontal scaling.",
      "设计一个分布式事务协议。",
    ]
  }
  easy: { candidates: ["How do I print a line in Python?", "Why is this variable undefined?", "怎么打印一行文字？"] }
}

SIGNAL complexity math_task {
  threshold: 0.08
  composer: { type: "domain", name: "math" }
  hard: {
    candidates: [
      "Prove that there are infinitely many primes.",
      "Derive the formula for the sum of cubes by induction.",
      "Show formally that the set is uncountable.",
      "证明根号三是无理数。",
    ]
  }
  easy: { candidates: ["What is 5 + 7?", "How many centimetres are in a metre?", "三乘以四等于多少？"] }
}

SIGNAL complexity legal_risk {
  threshold: 0.08
  composer: {
    operator: "OR"
    conditions: [{ type: "domain", name: "law" }, { type: "keyword", name: "legal_risk_markers" }]
  }
  hard: {
    candidates: [
      "Analyse indemnity, liability and compliance duties under this contract.",
      "Assess the legal exposure of both parties in this agreement.",
      "分析合同的赔偿与合规义务。",
    ]
  }
  easy: { candidates: ["What is a contract?", "What does a judge do?", "什么是律师？"] }
}

SIGNAL complexity agentic_delivery {
  threshold: 0.08
  composer: {
    operator: "OR"
    conditions: [
      { type: "keyword", name: "agentic_markers" },
      { type: "keyword", name: "multi_step_markers" },
    ]
  }
  hard: {
    candidates: [
      "Plan a staged migration with owners, rollback and validation after every stage.",
      "Write an incident runbook with checkpoints and gates.",
      "制定分阶段迁移方案并设置回滚与检查点。",
    ]
  }
  easy: { candidates: ["Remind me to buy milk.", "Write a to-do list for today.", "列一个购物清单。"] }
}

SIGNAL complexity evidence_synthesis {
  threshold: 0.08
  composer: {
    operator: "OR"
    conditions: [
      { type: "keyword", name: "verification_markers" },
      { type: "fact_check", name: "needs_fact_check" },
    ]
  }
  hard: {
    candidates: [
      "Compare the benchmarks and support every claim with reliable sources.",
      "Verify the claim and cite the evidence for and against it.",
      "核实这一说法并引用可靠来源。",
    ]
  }
  easy: { candidates: ["What colour is grass?", "Tell me a fun fact.", "草是什么颜色的？"] }
}

PROJECTION partition balance_domain_partition {
  semantics: "softmax_exclusive"
  temperature: 0.1
  members: [
    "biology", "business", "chemistry", "computer science", "economics", "engineering", "health", "history",
    "law", "math", "other", "philosophy", "physics", "psychology",
  ]
  default: "other"
}

PROJECTION partition balance_intent_partition {
  semantics: "softmax_exclusive"
  temperature: 0.1
  members: [
    "agentic_workflows", "architecture_design", "business_analysis", "code_general", "complex_stem",
    "creative_tasks", "fast_qa_en", "fast_qa_zh", "general_chat_fallback", "health_guidance",
    "history_explainer", "math_proof", "philosophy_argument", "premium_legal_analysis", "psychology_support",
    "reasoning_general_en", "reasoning_general_zh", "research_synthesis",
  ]
  default: "general_chat_fallback"
}

# What speaks for each lane and, below zero, for another one: nearness and shares by their size, words by being there.
PROJECTION score law_evidence {
  inputs: [
    { type: "embedding", name: "premium_legal_analysis", weight: 2, value_source: "raw" },
    { type: "domain", name: "law", weight: 1.5, value_source: "raw" },
    { type: "keyword", name: "legal_risk_markers", weight: 1 },
    { type: "embedding", name: "general_chat_fallback", weight: -1, value_source: "raw" },
    { type: "embedding", name: "code_general", weight: -1, value_source: "raw" },
    { type: "keyword", name: "reasoning_markers", weight: -0.5 },
    { type: "keyword", name: "verification_markers", weight: -0.3 },
  ]
}

PROJECTION score math_evidence {
  inputs: [
    { type: "embedding", name: "math_proof", weight: 2, value_source: "raw" },
    { type: "domain", name: "math", weight: 1, value_source: "raw" },
    { type: "keyword", name: "math_markers", weight: 0.7 },
    { type: "keyword", name: "reasoning_markers", weight: 0.3 },
    { type: "embedding", name: "business_analysis", weight: -0.7, value_source: "raw" },
    { type: "embedding", name: "health_guidance", weight: -0.7, value_source: "raw" },
    { type: "keyword", name: "verification_markers", weight: -0.3 },
  ]
}

PROJECTION score philosophy_evidence {
  inputs: [
    { type: "embedding", name: "philosophy_argument", weight: 3, value_source: "raw" },
    { type: "domain", name: "philosophy", weight: 1.5, value_source: "raw" },
    { type: "keyword", name: "philosophy_markers", weight: 1 },
    { type: "embedding", name: "code_general", weight: -1.5, value_source: "raw" },
    { type: "keyword", name: "general_framing_markers", weight: -1 },
    { type: "keyword", name: "explain_markers", weight: -0.3 },
    { type: "keyword", name: "verification_markers", weight: -0.3 },
  ]
}

PROJECTION score agentic_evidence {
  inputs: [
    { type: "embedding", name: "agentic_workflows", weight: 3, value_source: "raw" },
    { type: "keyword", name: "agentic_markers", weight: 1.5 },
    { type: "preference", name: "agentic_execution", weight: 0.5 },
    { type: "embedding", name: "fast_qa_en", weight: -0.5, value_source: "raw" },
    { type: "keyword", name: "explain_markers", weight: -0.3 },
    { type: "keyword", name: "psychology_markers", weight: -0.3 },
    { type: "keyword", name: "architecture_markers", weight: -0.3 },
    { type: "keyword", name: "verification_markers", weight: -0.2 },
  ]
}

PROJECTION score architecture_evidence {
  inputs: [
    { type: "embedding", name: "architecture_design", weight: 3, value_source: "raw" },
    { type: "domain", name: "computer science", weight: 1, value_source: "raw" },
    { type: "keyword", name: "architecture_markers", weight: 1 },
    { type: "embedding", name: "code_general", weight: -1.5, value_source: "raw" },
    { type: "keyword", name: "agentic_markers", weight: -1 },
    { type: "embedding", name: "fast_qa_en", weight: -0.7, value_source: "raw" },
    { type: "keyword", name: "code_markers", weight: -0.3 },
  ]
}

PROJECTION score stem_evidence {
  inputs: [
    { type: "embedding", name: "complex_stem", weight: 2, value_source: "raw" },
    { type: "domain", name: "biology", weight: 1.5, value_source: "raw" },
    { type: "domain", name: "physics", weight: 1, value_source: "raw" },
    { type: "domain", name: "engineering", weight: 3, value_source: "raw" },
    { type: "keyword", name: "science_markers", weight: 1 },
    { type: "keyword", name: "research_markers", weight: 1 },
    { type: "keyword", name: "simple_request_markers", weight: -0.7 },
    { type: "keyword", name: "verification_markers", weight: -0.3 },
  ]
}

PROJECTION score wrong_answer_evidence {
  inputs: [
    { type: "user_feedback", name: "wrong_answer", weight: 1.5, value_source: "raw" },
    { type: "keyword", name: "correction_feedback_markers", weight: 0.7 },
    { type: "embedding", name: "answer_disputed", weight: 1.5, value_source: "raw" },
    { type: "keyword", name: "verification_markers", weight: 0.3 },
    { type: "keyword", name: "verification_markers_misspelt", weight: 0.3 },
    { type: "embedding", name: "health_guidance", weight: -0.7, value_source: "raw" },
    { type: "keyword", name: "philosophy_markers", weight: -0.3 },
  ]
}

PROJECTION score code_evidence {
  inputs: [
    { type: "embedding", name: "code_general", weight: 3, value_source: "raw" },
    { type: "domain", name: "computer science", weight: 1, value_source: "raw" },
    { type: "keyword", name: "code_markers", weight: 1 },
    { type: "preference", name: "coding_partner", weight: 0.5 },
    { type: "embedding", name: "architecture_design", weight: -1, value_source: "raw" },
    { type: "embedding", name: "fast_qa_zh", weight: -0.7, value_source: "raw" },
    { type: "keyword", name: "architecture_markers", weight: -0.5 },
    { type: "keyword", name: "verification_markers", weight: -0.3 },
  ]
}

PROJECTION score business_evidence {
  inputs: [
    { type: "embedding", name: "business_analysis", weight: 3, value_source: "raw" },
    { type: "domain", name: "business", weight: 1.5, value_source: "raw" },
    { type: "domain", name: "economics", weight: 1.5, value_source: "raw" },
    { type: "keyword", name: "business_markers", weight: 0.5 },
    { type: "keyword", name: "verification_markers", weight: 0.3 },
    { type: "embedding", name: "architecture_design", weight: -1, value_source: "raw" },
    { type: "keyword", name: "correction_feedback_markers", weight: -0.7 },
  ]
}

PROJECTION score health_evidence {
  inputs: [
    { type: "embedding", name: "health_guidance", weight: 3, value_source: "raw" },
    { type: "domain", name: "health", weight: 1.5, value_source: "raw" },
    { type: "keyword", name: "health_markers", weight: 0.7 },
    { type: "embedding", name: "history_explainer", weight: -1, value_source: "raw" },
    { type: "keyword", name: "correction_feedback_markers", weight: -0.5 },
    { type: "user_feedback", name: "wrong_answer", weight: -0.5, value_source: "raw" },
    { type: "keyword", name: "explain_markers", weight: -0.2 },
  ]
}

PROJECTION score history_evidence {
  inputs: [
    { type: "embedding", name: "history_explainer", weight: 2, value_source: "raw" },
    { type: "domain", name: "history", weight: 1.5, value_source: "raw" },
    { type: "keyword", name: "history_markers", weight: 0.5 },
    { type: "keyword", name: "explain_markers", weight: 0.3 },
    { type: "fact_check", name: "needs_fact_check", weight: 0.5, value_source: "raw" },
    { type: "keyword", name: "correction_feedback_markers", weight: -1 },
    { type: "embedding", name: "fast_qa_zh", weight: -1, value_source: "raw" },
  ]
}

PROJECTION score psychology_evidence {
  inputs: [
    { type: "embedding", name: "psychology_support", weight: 3, value_source: "raw" },
    { type: "domain", name: "psychology", weight: 1.5, value_source: "raw" },
    { type: "keyword", name: "psychology_markers", weight: 0.7 },
    { type: "keyword", name: "explain_markers", weight: 0.5 },
    { type: "keyword", name: "research_markers", weight: -0.7 },
    { type: "embedding", name: "agentic_workflows", weight: -0.7, value_source: "raw" },
    { type: "keyword", name: "reasoning_markers", weight: -0.3 },
  ]
}

PROJECTION score engaged_evidence {
  inputs: [
    { type: "embedding", name: "feeling_shared", weight: 3, value_source: "raw" },
    { type: "projection", name: "emotion_negative", weight: 1 },
    { type: "projection", name: "emotion_positive", weight: 1.5 },
    { type: "embedding", name: "restatement_asked", weight: -1.5, value_source: "raw" },
    { type: "embedding", name: "history_explainer", weight: -1, value_source: "raw" },
    { type: "keyword", name: "code_markers", weight: -0.5 },
    { type: "keyword", name: "psychology_markers", weight: -0.5 },
  ]
}

PROJECTION score creative_evidence {
  inputs: [
    { type: "embedding", name: "creative_tasks", weight: 2, value_source: "raw" },
    { type: "keyword", name: "creative_markers", weight: 1.5 },
    { type: "keyword", name: "creative_requests", weight: 2 },
    { type: "preference", name: "creative_collaboration", weight: 0.5 },
    { type: "embedding", name: "premium_legal_analysis", weight: -0.7, value_source: "raw" },
    { type: "embedding", name: "math_proof", weight: -0.7, value_source: "raw" },
    { type: "embedding", name: "health_guidance", weight: -0.7, value_source: "raw" },
    { type: "keyword", name: "verification_markers", weight: -0.3 },
  ]
}

PROJECTION score reasoning_evidence {
  inputs: [
    { type: "embedding", name: "reasoning_general_en", weight: 3, value_source: "raw" },
    { type: "keyword", name: "deliberation_markers", weight: 1 },
    { type: "keyword", name: "general_framing_markers", weight: 1.5 },
    { type: "keyword", name: "multi_step_markers", weight: 0.5 },
    { type: "keyword", name: "philosophy_markers", weight: -0.7 },
    { type: "keyword", name: "verification_markers", weight: -0.5 },
    { type: "keyword", name: "business_markers", weight: -0.5 },
  ]
}

PROJECTION score clarification_evidence {
  inputs: [
    { type: "embedding", name: "restatement_asked", weight: 1, value_source: "raw" },
    { type: "user_feedback", name: "need_clarification", weight: 1, value_source: "raw" },
    { type: "keyword", name: "clarification_feedback_markers", weight: 1.5 },
    { type: "keyword", name: "clarification_feedback_markers_misspelt", weight: 0.5 },
    { type: "projection", name: "urgency_elevated", weight: -0.7 },
    { type: "embedding", name: "health_guidance", weight: -0.7, value_source: "raw" },
  ]
}

PROJECTION score fast_qa_evidence {
  inputs: [
    { type: "embedding", name: "fast_qa_en", weight: 2, value_source: "raw" },
    { type: "embedding", name: "fast_qa_zh", weight: 3, value_source: "raw" },
    { type: "embedding", name: "reasoning_general_en", weight: -1.5, value_source: "raw" },
    { type: "keyword", name: "explain_markers", weight: -0.7 },
    { type: "keyword", name: "math_markers", weight: -0.7 },
    { type: "keyword", name: "health_markers", weight: -0.7 },
    { type: "keyword", name: "personal_markers", weight: -0.3 },
  ]
}

PROJECTION score clear_lanes {
  inputs: [
    { type: "projection", name: "law_clear", weight: 1 },
    { type: "projection", name: "math_clear", weight: 1 },
    { type: "projection", name: "philosophy_clear", weight: 1 },
    { type: "projection", name: "agentic_clear", weight: 1 },
    { type: "projection", name: "architecture_clear", weight: 1 },
    { type: "projection", name: "stem_clear", weight: 1 },
    { type: "projection", name: "wrong_answer_clear", weight: 1 },
    { type: "projection", name: "code_clear", weight: 1 },
    { type: "projection", name: "business_clear", weight: 1 },
    { type: "projection", name: "health_clear", weight: 1 },
    { type: "projection", name: "history_clear", weight: 1 },
    { type: "projection", name: "psychology_clear", weight: 1 },
    { type: "projection", name: "engaged_clear", weight: 1 },
    { type: "projection", name: "creative_clear", weight: 1 },
    { type: "projection", name: "reasoning_clear", weight: 1 },
    { type: "projection", name: "clarification_clear", weight: 1 },
    { type: "projection", name: "fast_qa_clear", weight: 1 },
  ]
}

PROJECTION score difficulty_score {
  inputs: [
    { type: "keyword", name: "simple_request_markers", weight: -0.45 },
    { type: "keyword", name: "simple_request_markers_misspelt", weight: -0.45 },
    { type: "keyword", name: "creative_markers", weight: -0.1 },
    { type: "keyword", name: "clarification_feedback_markers", weight: -0.3 },
    { type: "keyword", name: "correction_feedback_markers", weight: -0.2 },
    { type: "keyword", name: "explain_markers", weight: 0.14 },
    { type: "keyword", name: "code_markers", weight: 0.12 },
    { type: "keyword", name: "reasoning_markers", weight: 0.36 },
    { type: "keyword", name: "research_markers", weight: 0.2 },
    { type: "keyword", name: "multi_step_markers", weight: 0.14 },
    { type: "keyword", name: "agentic_markers", weight: 0.26 },
    { type: "keyword", name: "architecture_markers", weight: 0.26 },
    { type: "keyword", name: "legal_risk_markers", weight: 0.18 },
    { type: "structure", name: "ordered_workflow", weight: 0.08 },
    { type: "structure", name: "numbered_steps", weight: 0.1 },
    { type: "context", name: "medium_context", weight: 0.1 },
    { type: "context", name: "long_context", weight: 0.2 },
    { type: "complexity", name: "general_reasoning:hard", weight: 0.12 },
    { type: "complexity", name: "code_task:hard", weight: 0.1 },
    { type: "complexity", name: "math_task:hard", weight: 0.3 },
    { type: "complexity", name: "legal_risk:hard", weight: 0.14 },
    { type: "complexity", name: "agentic_delivery:hard", weight: 0.16 },
    { type: "complexity", name: "evidence_synthesis:hard", weight: 0.08 },
    { type: "keyword", name: "deliberation_markers", weight: 0.2 },
    { type: "projection", name: "law_clear", weight: 0.3 },
    { type: "projection", name: "law_likely", weight: 0.3 },
    { type: "projection", name: "math_clear", weight: 0.75 },
    { type: "projection", name: "math_likely", weight: 0.75 },
    { type: "projection", name: "philosophy_clear", weight: 0.75 },
    { type: "projection", name: "philosophy_likely", weight: 0.75 },
    { type: "projection", name: "reasoning_clear", weight: 0.6 },
    { type: "projection", name: "reasoning_likely", weight: 0.6 },
    { type: "projection", name: "agentic_clear", weight: 0.55 },
    { type: "projection", name: "agentic_likely", weight: 0.55 },
    { type: "projection", name: "architecture_clear", weight: 0.55 },
    { type: "projection", name: "architecture_likely", weight: 0.55 },
    { type: "projection", name: "stem_clear", weight: 0.55 },
    { type: "projection", name: "stem_likely", weight: 0.55 },
    { type: "projection", name: "code_clear", weight: 0.15 },
    { type: "projection", name: "code_likely", weight: 0.15 },
    { type: "projection", name: "business_clear", weight: 0.15 },
    { type: "projection", name: "business_likely", weight: 0.15 },
    { type: "projection", name: "health_clear", weight: 0.15 },
    { type: "projection", name: "health_likely", weight: 0.15 },
    { type: "projection", name: "history_clear", weight: 0.15 },
    { type: "projection", name: "history_likely", weight: 0.15 },
    { type: "projection", name: "psychology_clear", weight: 0.15 },
    { type: "projection", name: "psychology_likely", weight: 0.15 },
    { type: "projection", name: "fast_qa_clear", weight: -0.15 },
  ]
}

PROJECTION score emotion_valence {
  inputs: [
    { type: "keyword", name: "emotion_positive_markers", weight: 0.5 },
    { type: "keyword", name: "emotion_negative_markers", weight: -0.5 },
  ]
}

PROJECTION score urgency_pressure {
  inputs: [
    { type: "keyword", name: "urgency_markers", weight: 0.24 },
    { type: "structure", name: "exclamation_emphasis", weight: 0.16 },
  ]
}

PROJECTION score verification_pressure {
  inputs: [
    { type: "keyword", name: "verification_markers", weight: 0.3 },
    { type: "keyword", name: "verification_markers_misspelt", weight: 0.3 },
    { type: "fact_check", name: "needs_fact_check", weight: 0.16 },
    { type: "domain", name: "law", weight: 0.1 },
    { type: "domain", name: "health", weight: 0.1 },
    { type: "embedding", name: "research_synthesis", weight: 0.08 },
    { type: "complexity", name: "evidence_synthesis:hard", weight: 0.12 },
    { type: "context", name: "long_context", weight: 0.06 },
    { type: "user_feedback", name: "wrong_answer", weight: 0.1 },
  ]
}

PROJECTION mapping law_band {
  source: "law_evidence"
  outputs: [{ name: "law_clear", gte: 1 }, { name: "law_likely", gte: 0.6 }]
}

PROJECTION mapping math_band {
  source: "math_evidence"
  outputs: [{ name: "math_clear", gte: 1.8 }, { name: "math_likely", gte: 1.4 }]
}

PROJECTION mapping philosophy_band {
  source: "philosophy_evidence"
  outputs: [{ name: "philosophy_clear", gte: 1.2 }, { name: "philosophy_likely", gte: 0.8 }]
}

PROJECTION mapping agentic_band {
  source: "agentic_evidence"
  outputs: [{ name: "agentic_clear", gte: 1.3 }, { name: "agentic_likely", gte: 0.9 }]
}

PROJECTION mapping architecture_band {
  source: "architecture_evidence"
  outputs: [{ name: "architecture_clear", gte: 1.2 }, { name: "architecture_likely", gte: 0.8 }]
}

PROJECTION mapping stem_band {
  source: "stem_evidence"
  outputs: [{ name: "stem_clear", gte: 1.7 }, { name: "stem_likely", gte: 1.3 }]
}

PROJECTION mapping wrong_answer_band {
  source: "wrong_answer_evidence"
  outputs: [{ name: "wrong_answer_clear", gte: 1.8 }, { name: "wrong_answer_likely", gte: 1.4 }]
}

PROJECTION mapping code_band {
  source: "code_evidence"
  outputs: [{ name: "code_clear", gte: 1.7 }, { name: "code_likely", gte: 1.3 }]
}

PROJECTION mapping business_band {
  source: "business_evidence"
  outputs: [{ name: "business_clear", gte: 1.6 }, { name: "business_likely", gte: 1.2 }]
}

PROJECTION mapping health_band {
  source: "health_evidence"
  outputs: [{ name: "health_clear", gte: 1.3 }, { name: "health_likely", gte: 0.9 }]
}

PROJECTION mapping history_band {
  source: "history_evidence"
  outputs: [{ name: "history_clear", gte: 1.7 }, { name: "history_likely", gte: 1.3 }]
}

PROJECTION mapping psychology_band {
  source: "psychology_evidence"
  outputs: [{ name: "psychology_clear", gte: 1.9 }, { name: "psychology_likely", gte: 1.5 }]
}

PROJECTION mapping engaged_band {
  source: "engaged_evidence"
  outputs: [{ name: "engaged_clear", gte: 1.1 }, { name: "engaged_likely", gte: 0.7 }]
}

PROJECTION mapping creative_band {
  source: "creative_evidence"
  outputs: [{ name: "creative_clear", gte: 1.2 }, { name: "creative_likely", gte: 0.8 }]
}

PROJECTION mapping reasoning_band {
  source: "reasoning_evidence"
  outputs: [{ name: "reasoning_clear", gte: 1.5 }, { name: "reasoning_likely", gte: 1.1 }]
}

PROJECTION mapping clarification_band {
  source: "clarification_evidence"
  outputs: [{ name: "clarification_clear", gte: 1.7 }, { name: "clarification_likely", gte: 1.3 }]
}

PROJECTION mapping fast_qa_band {
  source: "fast_qa_evidence"
  method: "multi_emit"
  outputs: [
    { name: "fast_qa_clear", gte: 1 },
    { name: "fast_qa_likely", gte: 0.8 },
    { name: "fast_qa_certain", gte: 1.6 },
  ]
}

PROJECTION mapping clear_lanes_band { source: "clear_lanes", outputs: [{ name: "no_lane_clear", lt: 1 }] }

PROJECTION mapping difficulty_band {
  source: "difficulty_score"
  calibration: { slope: 10 }
  outputs: [
    { name: "balance_simple", lt: 0.12 },
    { name: "balance_medium", gte: 0.12, lt: 0.46 },
    { name: "balance_complex", gte: 0.46, lt: 0.62 },
    { name: "balance_reasoning", gte: 0.62 },
  ]
}

PROJECTION mapping emotion_band {
  source: "emotion_valence"
  outputs: [
    { name: "emotion_negative", lte: -0.3 },
    { name: "emotion_neutral", gt: -0.3, lt: 0.3 },
    { name: "emotion_positive", gte: 0.3 },
  ]
}

PROJECTION mapping urgency_band {
  source: "urgency_pressure"
  outputs: [{ name: "urgency_standard", lt: 0.24 }, { name: "urgency_elevated", gte: 0.24 }]
}

PROJECTION mapping verification_band {
  source: "verification_pressure"
  outputs: [{ name: "verification_standard", lt: 0.3 }, { name: "verification_required", gte: 0.3 }]
}

ROUTE premium_legal (description = "High-risk legal and compliance analysis.") {
  PRIORITY 260
  WHEN
    (projection("law_clear") OR (projection("law_likely") AND projection("no_lane_clear")))
    AND NOT projection("balance_simple")
  MODEL "anthropic/claude-opus-4.6" (reasoning = true, effort = "high")
}

ROUTE reasoning_math (description = "Proofs, derivations, hard mathematics.") {
  PRIORITY 250
  WHEN
    (projection("math_clear") OR (projection("math_likely") AND projection("no_lane_clear")))
    AND projection("balance_reasoning")
  MODEL "openai/gpt5.4" (reasoning = true, effort = "high")
}

ROUTE reasoning_philosophy (description = "Philosophy that needs a deep argument.") {
  PRIORITY 245
  WHEN
    (projection("philosophy_clear") OR (projection("philosophy_likely") AND projection("no_lane_clear")))
    AND projection("balance_reasoning")
  MODEL "openai/gpt5.4" (reasoning = true, effort = "high")
}

ROUTE complex_agentic (description = "Execution plans, migrations, orchestrated workflows.") {
  PRIORITY 243
  WHEN
    (projection("agentic_clear") OR (projection("agentic_likely") AND projection("no_lane_clear")))
    AND (projection("balance_complex") OR projection("balance_reasoning"))
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "high")
}

ROUTE complex_architecture (description = "Systems and architecture design.") {
  PRIORITY 240
  WHEN
    (
      projection("architecture_clear")
      OR (projection("architecture_likely") AND projection("no_lane_clear"))
    )
    AND (projection("balance_complex") OR projection("balance_reasoning"))
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "high")
}

ROUTE complex_stem (description = "Complex science and engineering outside mathematics.") {
  PRIORITY 235
  WHEN
    (projection("stem_clear") OR (projection("stem_likely") AND projection("no_lane_clear")))
    AND NOT (projection("fast_qa_clear") OR projection("reasoning_clear"))
    AND (projection("balance_complex") OR projection("balance_reasoning"))
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "high")
}

ROUTE feedback_wrong_answer_verified (description = "An answer is said to be wrong, and evidence is asked for.") {
  PRIORITY 232
  WHEN
    (
      projection("wrong_answer_clear")
      OR (projection("wrong_answer_likely") AND projection("no_lane_clear"))
    )
    AND (context("short_context") OR context("medium_context"))
    AND (projection("verification_required") OR complexity("evidence_synthesis:hard"))
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "medium")
}

ROUTE medium_code_general (description = "Coding, debugging, technical questions.") {
  PRIORITY 220
  WHEN
    projection("code_clear")
    OR (projection("code_likely") AND projection("no_lane_clear"))
    OR (keyword("code_markers") AND context("short_context") AND projection("urgency_elevated"))
  MODEL "qwen/qwen3.5-rocm" (reasoning = true, effort = "medium")
}

ROUTE verified_business (description = "Business and economics with evidence.") {
  PRIORITY 216
  WHEN
    (projection("business_clear") OR (projection("business_likely") AND projection("no_lane_clear")))
    AND NOT projection("fast_qa_certain")
    AND projection("verification_required")
  MODEL "google/gemini-2.5-flash-lite"
}

ROUTE medium_business (description = "Business and economics analysis.") {
  PRIORITY 215
  WHEN
    (projection("business_clear") OR (projection("business_likely") AND projection("no_lane_clear")))
    AND NOT (projection("fast_qa_certain") OR projection("verification_required"))
  MODEL "qwen/qwen3.5-rocm" (reasoning = true, effort = "medium")
}

ROUTE verified_health (description = "Health guidance with evidence.") {
  PRIORITY 214
  WHEN
    (projection("health_clear") OR (projection("health_likely") AND projection("no_lane_clear")))
    AND projection("verification_required")
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "medium")
}

ROUTE verified_history (description = "History with sources.") {
  PRIORITY 211
  WHEN
    (projection("history_clear") OR (projection("history_likely") AND projection("no_lane_clear")))
    AND NOT projection("fast_qa_certain")
    AND projection("verification_required")
  MODEL "google/gemini-2.5-flash-lite"
}

ROUTE medium_history (description = "History explained and compared.") {
  PRIORITY 210
  WHEN
    (projection("history_clear") OR (projection("history_likely") AND projection("no_lane_clear")))
    AND NOT (projection("fast_qa_certain") OR projection("verification_required"))
  MODEL "qwen/qwen3.5-rocm" (reasoning = true, effort = "low")
}

ROUTE medium_psychology (description = "Psychology and behaviour.") {
  PRIORITY 205
  WHEN
    (projection("psychology_clear") OR (projection("psychology_likely") AND projection("no_lane_clear")))
    AND NOT projection("balance_simple")
  MODEL "qwen/qwen3.5-rocm" (reasoning = true, effort = "low")
}

ROUTE engaged_general (description = "General requests with visible emotion or urgency.") {
  PRIORITY 202
  WHEN
    (projection("engaged_clear") OR (projection("engaged_likely") AND projection("no_lane_clear")))
    AND NOT (keyword("verification_markers") OR keyword("legal_risk_markers"))
  MODEL "google/gemini-2.5-flash-lite"
}

ROUTE medium_creative (description = "Creative writing, copy, ideas.") {
  PRIORITY 200
  WHEN
    keyword("creative_requests")
    OR (
      (projection("creative_clear") OR (projection("creative_likely") AND projection("no_lane_clear")))
      AND NOT keyword("verification_markers")
    )
  MODEL "google/gemini-2.5-flash-lite"
}

ROUTE reasoning_general (description = "Deep analysis that belongs to no specialty.") {
  PRIORITY 190
  WHEN
    (projection("reasoning_clear") OR (projection("reasoning_likely") AND projection("no_lane_clear")))
    AND (projection("balance_complex") OR projection("balance_reasoning"))
  MODEL "openai/gpt5.4" (reasoning = true, effort = "high")
}

ROUTE feedback_need_clarification (description = "A simpler restatement is asked for.") {
  PRIORITY 185
  WHEN
    (
      projection("clarification_clear")
      OR (projection("clarification_likely") AND projection("no_lane_clear"))
    )
    AND (context("short_context") OR context("medium_context"))
  MODEL "qwen/qwen3.5-rocm"
}

ROUTE verified_fast_qa_zh (description = "Short factual question, to be verified (zh).") {
  PRIORITY 181
  WHEN
    language("zh")
    AND context("short_context")
    AND (
      keyword("verification_markers")
      OR keyword("verification_markers_misspelt")
      OR projection("verification_required")
    )
  MODEL "qwen/qwen3.5-rocm"
}

ROUTE simple_fast_qa_zh (description = "Short factual question (zh).") {
  PRIORITY 180
  WHEN
    (projection("fast_qa_clear") OR (projection("fast_qa_likely") AND projection("no_lane_clear")))
    AND language("zh")
    AND context("short_context")
    AND NOT projection("urgency_elevated")
  MODEL "qwen/qwen3.5-rocm"
}

ROUTE verified_fast_qa_en (description = "Short factual question, to be verified (en).") {
  PRIORITY 176
  WHEN
    language("en")
    AND context("short_context")
    AND (
      keyword("verification_markers")
      OR keyword("verification_markers_misspelt")
      OR projection("verification_required")
    )
  MODEL "qwen/qwen3.5-rocm"
}

ROUTE simple_fast_qa_en (description = "Short factual question (en).") {
  PRIORITY 175
  WHEN
    (projection("fast_qa_clear") OR (projection("fast_qa_likely") AND projection("no_lane_clear")))
    AND language("en")
    AND context("short_context")
    AND NOT projection("urgency_elevated")
  MODEL "qwen/qwen3.5-rocm"
}

ROUTE simple_general (description = "Everything short and plain.") {
  PRIORITY 170
  WHEN
    (context("short_context") OR (context("medium_context") AND domain("other")))
    AND (projection("balance_simple") OR projection("balance_medium"))
  MODEL "qwen/qwen3.5-rocm"
}

GLOBAL {
  router: { auto_model_name: "MoM" }
  services: { management_api: { bind_address: "127.0.0.1", port: 8700 } }
  model_catalog: { modules: { classifier: { domain: { threshold: 0.2 } } } }
}
