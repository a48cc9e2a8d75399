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

# Explicit wording, in English and Chinese.
SIGNAL keyword verification_markers {
  operator: "OR"
  keywords: [
    "verify", "verified", "fact-check", "cite", "cites", "citing", "citation", "citations", "a source",
    "sources", "sourced", "evidence", "reference", "references", "reputable", "according to whom",
    "back it up", "核实", "查证", "出处", "来源", "引用", "证据", "参考文献", "有依据", "权威资料",
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
    "finally got", "i did it", "over the moon", "太好了", "太棒了", "好开心", "激动", "兴奋", "恭喜", "终于",
  ]
}

SIGNAL keyword emotion_negative_markers {
  operator: "OR"
  keywords: [
    "overwhelmed", "frustrated", "frustrating", "ridiculous", "upset", "furious", "angry", "fed up",
    "stressed", "exhausted", "heartbroken", "so annoying", "can't take this", "离谱", "崩溃", "气死", "生气", "烦死",
    "受不了", "难过", "焦虑", "太过分",
  ]
}

SIGNAL keyword urgency_markers {
  operator: "OR"
  keywords: [
    "urgent", "urgently", "asap", "right now", "right away", "immediately", "this is an emergency",
    "it is an emergency", "as soon as possible", "hurry", "马上", "立刻", "立即", "紧急", "赶紧", "尽快", "急需",
  ]
}

SIGNAL keyword correction_feedback_markers {
  operator: "OR"
  keywords: [
    "this is wrong", "that is wrong", "that's wrong", "you are wrong", "you're wrong", "got this wrong",
    "got it wrong", "got that wrong", "is incorrect", "not correct", "isn't right", "is not right",
    "is false", "made a mistake", "your mistake", "correct the", "re-answer", "answer again",
    "fix your answer", "错了", "不对", "不正确", "有误", "说错", "答错", "更正", "纠正", "重新回答",
  ]
}

# Said of an answer in so many words: enough where the learned feedback is in doubt, as in a lone turn.
SIGNAL keyword wrong_answer_phrases {
  operator: "OR"
  method: "fuzzy"
  keywords: [
    "this is wrong", "this was wrong", "that is wrong", "that was wrong", "you are wrong",
    "you got this wrong", "you got it wrong", "you got that wrong", "that is incorrect", "this is incorrect",
    "your answer is", "your answer was", "you made a mistake", "你说错", "答错了", "你错了", "回答有误", "回答不对",
  ]
}

SIGNAL keyword correction_feedback_markers_misspelt {
  operator: "OR"
  method: "fuzzy"
  keywords: [
    "this is wrong", "that is wrong", "you are wrong", "got this wrong", "got that wrong", "is incorrect",
    "not correct", "made a mistake", "your mistake", "please correct", "re-answer", "answer again",
  ]
}

SIGNAL keyword clarification_feedback_markers {
  operator: "OR"
  keywords: [
    "explain that", "explain it again", "explain again", "more clearly", "more simply", "simpler terms",
    "simpler words", "was confusing", "is confusing", "i'm confused", "don't understand", "didn't understand",
    "don't get it", "rephrase", "restate", "clarify", "what do you mean", "say that again", "dumb it down",
    "没看懂", "没听懂", "不明白", "不太懂", "看不懂", "说得简单", "更清楚", "说清楚", "换个说法", "换种说法", "再解释", "再讲一遍", "通俗一点", "通俗点",
    "通俗些", "什么意思",
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
    "故事", "写诗", "写一首", "歌词", "文案", "广告语", "起名", "取名", "口号", "创意", "剧本", "虚构",
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
    "运行手册", "操作手册", "回滚", "检查点", "负责人", "里程碑", "迁移计划", "上线计划", "应急预案",
  ]
}

SIGNAL keyword architecture_markers {
  operator: "OR"
  keywords: [
    "architecture", "system design", "service boundaries", "consistency model", "consistency tradeoffs",
    "consistency trade-offs", "storage boundaries", "cache strategy", "data model", "high availability", "架构",
    "系统设计", "服务边界", "一致性", "高可用", "容量规划",
  ]
}

SIGNAL keyword code_markers {
  operator: "OR"
  keywords: [
    "code", "bug", "bugs", "debug", "debugging", "stack trace", "traceback", "unit test", "unit tests",
    "integration test", "codebase", "refactor", "refactoring", "compile", "compiler", "exception", "segfault",
    "null pointer", "python", "java", "javascript", "typescript", "golang", "rust", "c++", "sql query",
    "regex", "npm", "git", "docker", "代码", "报错", "调试", "函数", "编译", "单元测试", "重构", "异常", "接口报错", "脚本",
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
    "解释", "为什么", "比较", "原因", "利弊", "权衡", "区别", "分析", "策略",
  ]
}

SIGNAL keyword legal_risk_markers {
  operator: "OR"
  keywords: [
    "indemnity", "indemnification", "liability", "liabilities", "legal risk", "legal analysis",
    "contract clause", "clause", "clauses", "breach of contract", "compliance obligations",
    "compliance duties", "terms of the agreement", "non-compete", "gdpr", "litigation", "赔偿", "违约", "法律风险",
    "法律责任", "合同条款", "合规", "免责", "诉讼", "竞业",
  ]
}

# Nearness to whole example requests. Only one of these lanes can win (see the partition below).
SIGNAL embedding fast_qa_en {
  threshold: 0.25
  candidates: [
    "What is the capital of Canada?", "How many hours are in a week?", "When did the First World War begin?",
    "Who composed the Four Seasons?", "What does NASA stand for?", "What is the chemical symbol for iron?",
    "Which planet is the largest?", "Does sound travel in a vacuum?", "Is a whale a mammal?",
    "What is 7 times 8?", "What is 6 + 9?", "Calculate 15 - 4.", "What are you?", "What is your name?",
    "Is Mount Everest the tallest mountain, yes or no?",
    "Check this with a source: is Toronto the capital of Canada?",
    "Which ocean is the deepest?",
    "How many players are on a football team?",
    "Who invented the radio?",
    "In which year did humans first land on the Moon?",
    "What is the longest bone in the body?", "What currency is used in Denmark?",
    "How far is the Earth from the Moon?", "What is the square root of 81?", "Are you a human or a machine?",
    "Confirm it with a source: is a tomato a fruit?",
    "Check with a reference whether glass is a liquid.",
    "Please verify whether iron is heavier than lead and give a source.",
    "Is Sahara the largest desert? Cite a source.",
    "At what temperature does water freeze?", "Which language is spoken in Austria?",
    "Answer briefly: how much is 10 - 6?",
    "How much is 3 plus 5? A short answer, please.",
    "Tell me briefly what you are.", "What is 9 * 3?",
  ]
}

SIGNAL embedding fast_qa_zh {
  threshold: 0.25
  candidates: [
    "挪威的国旗是什么颜色？", "一周有几天？请简短回答。", "铁的化学符号是什么？", "中国有多少个民族？", "谁写了《西游记》？", "月球是行星吗？请核实。", "日本的首都是大阪吗？给出来源。",
    "声音在真空中能传播吗？", "你叫什么名字？", "世界上最深的海沟叫什么？", "一米等于多少厘米？", "一打鸡蛋是几个？", "水在多少度沸腾？请给出出处。", "谁发明了蒸汽机？请查证。",
    "五乘以八等于几？", "德国的货币是什么？请核实。", "请问你是什么模型？", "世界上面积最大的国家是哪个？给出依据。", "《三国演义》是谁写的？", "长城有多长？请给来源。",
  ]
}

SIGNAL embedding general_chat_fallback {
  threshold: 0.25
  candidates: [
    "In a short paragraph, explain how a microwave oven heats food.",
    "Tell me how a bicycle stays upright, for a beginner.",
    "How do I get a red wine stain out of a carpet?",
    "Help me write a friendly message to a neighbour.",
    "Give me tips for packing a suitcase.",
    "How do noise-cancelling headphones work, in plain words?",
    "Suggest a simple dinner for tonight.", "帮我写一条得体的祝福短信。", "用简单的话说说洗衣机是怎么工作的。", "周末去哪里玩比较好？",
    "In a short paragraph, explain how a thermos keeps drinks hot.",
    "Briefly tell me how a ballpoint pen works.",
    "How can I keep vegetables fresh in the fridge?",
    "Give me some tips for cleaning windows.",
    "Explain in a few words how a dishwasher cleans plates.",
    "Help me write a short text to a friend.",
    "How do I fold a fitted sheet?",
    "What should I cook for my parents this weekend?",
    "Write a polite reply to an invitation that I cannot accept.",
    "In brief, how does a smoke detector notice smoke?",
    "用一小段话介绍微波炉是怎么加热食物的。", "帮我给朋友写一条道歉的信息。", "怎样让衣服洗得更干净？", "给我几个旅行收拾行李的小建议。",
  ]
}

SIGNAL embedding code_general {
  threshold: 0.42
  candidates: [
    "Why does my JavaScript function return undefined?",
    "Fix the null pointer exception in this Java method.",
    "My pytest suite fails after I upgraded a dependency; what should I check first?",
    "How do I parse JSON in Go?",
    "Explain what this SQL query does and how to make it faster.",
    "My Docker build fails with exit code 1, what is wrong?",
    "这段 Python 代码为什么会报错？", "怎么修复这个空指针异常？", "接口返回 500，应该怎么排查？",
    "Why does this loop in my C program never end?",
    "Explain the most likely cause of this TypeError and how to fix it.",
    "My unit tests pass locally but fail in continuous integration; what should I look at?",
    "Refactor this class so that it is easier to test.",
    "How do I undo the last git commit?",
    "Why does my CSS grid overflow its container?",
    "The build breaks after the library update; suggest the first fix.",
    "What does this regular expression match?",
    "Debug this segmentation fault in my C++ code.",
    "How can I read a CSV file line by line in Python?",
    "帮我看看这个函数的 bug 在哪里。", "单元测试失败了，最可能的原因是什么？", "这个 SQL 查询很慢，怎么优化？", "编译报错，应该先检查什么？",
  ]
}

SIGNAL embedding architecture_design {
  threshold: 0.36
  candidates: [
    "Design the architecture of a chat system for ten million users, including storage and delivery guarantees.",
    "Propose a system design for an event-driven order platform, its services and consistency.",
    "How would you architect a multi-tenant billing service with high availability?",
    "Design a caching layer for a global content platform.",
    "设计一个高并发秒杀系统的架构，并说明缓存与一致性方案。", "如何设计一个跨地域的订单系统？",
    "Design a distributed message queue and explain its consistency model and storage.",
    "Design the architecture of a video streaming service with caching and replication.",
    "Propose service boundaries and a data model for an inventory platform.",
    "How should a payment system be structured so that it stays available when a region fails?",
    "Design an ingestion pipeline for metrics, with its storage and backpressure.",
    "Design the system behind a ride-hailing app and explain the trade-offs.",
    "Architect an authentication and authorization service for many tenants.",
    "设计一个支付系统的架构，说明服务边界和数据模型。", "如何设计一个高可用的消息推送平台？", "请给出分布式缓存的系统设计。",
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
    "Plan the decommissioning of a data centre in phases with owners and checkpoints.",
    "Create a cutover plan for a new billing system with rollback criteria.",
    "Write a step-by-step release runbook with verification gates and an escalation path.",
    "Prepare a staged migration of user accounts, with validation and rollback after each stage.",
    "Draft a project plan with milestones, owners, dependencies and acceptance checks.",
    "Write an operations playbook for a failed deployment.",
    "制定系统迁移的分阶段计划，写明负责人和回滚条件。", "编写一份故障应急预案，包含检查点和升级流程。", "制定一份发布操作手册，每一步都要有验证。",
  ]
}

SIGNAL embedding complex_stem {
  threshold: 0.32
  candidates: [
    "Compare the failure mechanisms of fuel cells and propose experiments to tell them apart.",
    "Explain how topological insulators conduct at the surface and how one would measure it.",
    "Discuss competing models of protein folding and what data would decide between them.",
    "Analyse noise sources in gravitational wave detectors and how to reduce them.",
    "比较几种电池衰减机理，并提出区分它们的实验。", "解释湍流模型的差异，并设计验证实验。",
    "Compare models of high-temperature superconductivity and propose measurements to distinguish them.",
    "Compare the mechanisms of corrosion in steel and design experiments to find the dominant one.",
    "Explain how gene regulation by methylation differs from that by microRNA and how one could test it.",
    "Compare causes of efficiency loss in silicon solar cells and how to isolate each.",
    "Analyse sources of error in atomic clocks and how experiments could separate them.",
    "Compare enzyme inhibition mechanisms and propose kinetic assays that tell them apart.",
    "Which mechanisms limit the lifetime of turbine blades, and what tests would discriminate between them?",
    "Compare noise sources in quantum devices, such as charge noise and thermal photons, and tests that separate them.",
    "Compare the causes of capacity loss in energy storage and experiments that isolate each.",
    "Compare hypotheses on the origin of cosmic rays and the observations that would decide.",
    "Explain how bacteria become resistant and which assays would show the mechanism.",
    "分析催化剂失活的机制，并提出实验方案。", "比较材料失效的几种机理，并说明如何用实验区分。", "解释基因编辑的脱靶机制，并设计验证实验。",
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
    "Compare freemium and free-trial pricing for a collaboration tool.",
    "How should a retailer decide between opening stores and investing in e-commerce?",
    "Outline the trade-offs between direct sales and channel partners.",
    "Explain the trade-offs between flat-rate and tiered pricing for an online service.",
    "Benchmark customer acquisition cost for subscription software and draw conclusions.",
    "What drives customer churn in subscription businesses and how is it benchmarked?",
    "分析订阅制和买断制对软件公司的利弊。", "一家中型企业应该如何制定定价策略？",
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
    "Compare the revenue models of marketplaces, such as commission and subscription.",
    "What makes a franchise succeed or fail?",
    "Does outsourcing lower the costs of small firms?",
    "How does hybrid work affect the productivity and expenses of companies?",
    "Compare marketing budgets of banks and insurers.",
    "分析外包和自建团队对企业的利弊。", "比较直营和加盟两种商业模式。", "企业应该如何降低获客成本、提高留存率？", "解释供应链管理中库存策略的权衡。",
  ]
}

SIGNAL embedding history_explainer {
  threshold: 0.28
  candidates: [
    "Explain why the Ottoman Empire declined.",
    "What led to the French Revolution?",
    "In simple terms, why did the Qing dynasty collapse?",
    "Why did the Industrial Revolution begin in Britain?",
    "Describe the causes of the fall of the Berlin Wall.",
    "简单说说安史之乱为什么会发生。",
    "Why did Roman rule in Britain come to an end?",
    "What caused the First World War?",
    "Explain what brought about the end of feudalism in Europe.",
    "Why did the Mongol Empire break up?", "What led to the American Civil War?",
    "Explain the causes of the Russian Revolution.",
    "Why did the Maya abandon their cities?",
    "Put simply, what brought on the Opium War?",
    "Explain how the Black Death changed medieval society.",
    "What led to the rise of the shogunate in Japan?",
    "Why did the Inca Empire fall to the Spanish conquest?",
    "Explain why the Crusades began and what came of them.",
    "Explain what led to the unification of Germany.",
    "What caused the decline of Venice as a trading republic?",
    "Why did the Han dynasty end?",
    "Explain in everyday language how the Cold War ended.",
    "Why did the Carolingian empire fall apart after Charlemagne?",
    "Explain how the city states of Greece lost their independence.",
    "Why did the Assyrian kingdom disappear?",
    "In simple words, explain how apartheid came to an end.",
    "解释一下唐朝由盛转衰的原因。", "为什么拜占庭帝国会灭亡？", "分析法国大革命爆发的原因。", "辛亥革命为什么会发生？", "用通俗的话讲讲秦朝为什么灭亡。",
  ]
}

SIGNAL embedding psychology_support {
  threshold: 0.32
  candidates: [
    "Why do people keep habits that they know are bad, and what helps them change?",
    "What causes social anxiety and which techniques reduce it?",
    "Why do we remember embarrassing moments so vividly?",
    "How does the sunk cost fallacy work and how can people resist it?",
    "为什么人会有拖延的习惯，怎样改善？", "如何理解从众心理，又该怎么避免？",
    "Why do people feel anxious before speaking in public, and what strategies help?",
    "Why are people overconfident in their own judgement, and how can that be reduced?",
    "Explain why motivation fades and what interventions restore it.",
    "What causes burnout and which strategies help people recover?",
    "Why do we compare ourselves with others, and how can we stop?",
    "How does the availability heuristic mislead us and how can one counter it?",
    "Why do people avoid difficult conversations, and what helps?",
    "Why do people in a crowd fail to help a stranger?",
    "Why is it hard to keep good intentions, and what makes habits stick?",
    "Why do people doubt their own success?", "为什么人会害怕失败，怎样克服？", "为什么人们容易受偏见影响，有什么办法减轻？",
    "怎样理解完美主义心理，又该如何调整？",
  ]
}

SIGNAL embedding health_guidance {
  threshold: 0.32
  candidates: [
    "What are the first signs of a vitamin D deficiency?",
    "How is high blood pressure treated, and what do guidelines recommend?",
    "What are common symptoms of an underactive thyroid?",
    "When should a child with a fever see a doctor?",
    "缺铁有哪些早期表现？", "高血压患者日常应该注意什么？",
    "How is scarlet fever told from measles?",
    "What triggers asthma attacks and how are they treated?",
    "How is a migraine treated, and what brings it on?",
    "What are the warning signs of a stroke? Please cite medical sources.",
    "Do blood thinners have side effects?",
    "What are common signs of kidney disease? Answer with citations.",
    "Is it safe to take painkillers during pregnancy?",
    "How can I lower my cholesterol?", "What are symptoms of a food allergy?",
    "What are signs of sleep deprivation in adults?",
    "糖尿病的早期症状有哪些？", "哮喘应该怎么治疗？请引用医学来源。", "偏头痛通常由什么引起？", "孩子发烧多少度需要看医生？",
  ]
}

SIGNAL embedding premium_legal_analysis {
  threshold: 0.34
  candidates: [
    "Analyse the limitation of liability and indemnity provisions of this supplier agreement.",
    "What legal exposure does this data-processing contract create for each party?",
    "Review the non-compete clause and assess whether it is enforceable.",
    "Assess regulatory compliance risks in this merger agreement.",
    "请分析这份合同中的违约责任和赔偿条款。", "评估该协议的法律风险与合规义务。",
    "Analyse the warranty and liability clauses of this licence.",
    "Give a legal analysis of the termination and penalty clauses in this lease.",
    "What are our obligations under data protection law when we share customer records?",
    "Who is liable if a contractor breaches the confidentiality agreement?",
    "Assess whether this arbitration clause is enforceable.",
    "Evaluate the litigation risk of ending this distribution agreement early.",
    "Analyse the legal consequences of a breach of contract by the supplier.",
    "分析租赁合同中的违约条款和免责条款。", "公司在数据保护方面有哪些法律义务？", "竞业限制协议是否有效？请做法律分析。",
  ]
}

SIGNAL embedding creative_tasks {
  threshold: 0.3
  candidates: [
    "Come up with five names for a coffee shop by the sea.",
    "Write a slogan for an imaginary airline.",
    "Write a short poem about the first snow.",
    "Give me three ideas for a fantasy novel set under water.",
    "为一家虚构的书店想三个有诗意的名字。", "写一句关于旅行的广告语。", "写一首关于秋天的小诗。",
    "Write a short story about a lost umbrella.",
    "Think of names and mottos for a small brewery.",
    "Compose a lullaby for a robot.",
    "Write a limerick about a forgetful wizard.",
    "Brainstorm titles for a crime podcast.",
    "Write a dialogue between the sun and the moon.",
    "Make up a legend about a mountain that sings.",
    "Come up with catchy slogans for a bicycle shop.",
    "写一个关于机器人的短篇故事。", "帮我的花店想几句广告语。", "给一只小猫起几个可爱的名字。", "写一段科幻小说的开头。",
  ]
}

SIGNAL embedding reasoning_general_en {
  threshold: 0.34
  candidates: [
    "Compare three ways of thinking about risk in general, without reference to a field.",
    "Discuss in the abstract how to choose between competing explanations.",
    "What are the strengths and limits of analogical reasoning in general?",
    "Compare decision rules under ambiguity and say when each is sound.",
    "Compare general strategies for making decisions with incomplete information.",
    "In general terms, when is an argument from analogy sound?",
    "Compare abduction with other kinds of inference, without tying them to a field.",
    "Discuss how evidence should change a belief, in the abstract.",
    "Compare causal and statistical reasoning in general.",
    "Contrast bottom-up and top-down reasoning, not in any one domain.",
    "Compare several general approaches to weighing conflicting evidence.",
    "Which general principles decide between two theories that explain the same facts?",
  ]
}

SIGNAL embedding reasoning_general_zh {
  threshold: 0.34
  candidates: [
    "从一般意义上比较几种在不确定条件下做决定的方法。", "讨论类比推理的优点与局限。", "一般来说，应当如何在相互竞争的解释之间做选择？", "抽象地比较几种推理方式的适用条件。",
    "从一般意义上讨论因果推断与统计推断的区别。", "不针对具体领域，比较几种权衡证据的方法。",
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
    "Prove that the composition of two injective maps is injective.",
    "请严格证明素数有无穷多个。", "用归纳法证明前 n 个奇数之和等于 n 的平方。", "证明两个奇数之和是偶数。", "推导等比数列的求和公式。", "证明可微函数一定连续。",
  ]
}

SIGNAL embedding philosophy_argument {
  threshold: 0.38
  candidates: [
    "Compare consequentialist and virtue ethics and argue for one of them.",
    "Argue whether moral facts exist independently of us.",
    "Compare realism and anti-realism about science and argue which is right.",
    "Which theory of justice is more convincing, and why?",
    "Compare theories of personal identity and defend one.",
    "Is consciousness reducible to the brain? Argue for a view.",
    "Compare social contract theories and justify which one grounds political obligation best.",
    "Argue whether determinism leaves room for responsibility.",
    "Compare Kantian duty with utilitarian welfare for a hard moral dilemma.",
    "Discuss whether knowledge is justified true belief and defend a position.",
    "比较功利主义与义务论，并论证你的立场。", "论证自由意志与决定论是否相容。", "比较两种正义理论，并说明哪一种更有说服力。", "论证道德是否有客观的基础。",
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
    "帮我想几个有创意的名字",
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

PROJECTION score difficulty_score {
  inputs: [
    { type: "keyword", name: "simple_request_markers", weight: -0.45 },
    { type: "keyword", name: "simple_request_markers_misspelt", weight: -0.45 },
    { type: "embedding", name: "fast_qa_en", weight: -0.15 },
    { type: "embedding", name: "fast_qa_zh", weight: -0.15 },
    { type: "embedding", name: "general_chat_fallback", weight: -0.05 },
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
    { type: "embedding", name: "agentic_workflows", weight: 0.28 },
    { type: "embedding", name: "architecture_design", weight: 0.3 },
    { type: "embedding", name: "complex_stem", weight: 0.26 },
    { type: "embedding", name: "research_synthesis", weight: 0.2 },
    { type: "embedding", name: "reasoning_general_en", weight: 0.22 },
    { type: "embedding", name: "reasoning_general_zh", weight: 0.22 },
    { type: "embedding", name: "math_proof", weight: 0.36 },
    { type: "embedding", name: "philosophy_argument", weight: 0.36 },
    { type: "embedding", name: "premium_legal_analysis", weight: 0.2 },
    { type: "embedding", name: "business_analysis", weight: 0.14 },
    { type: "embedding", name: "history_explainer", weight: 0.14 },
    { type: "embedding", name: "psychology_support", weight: 0.14 },
    { type: "embedding", name: "health_guidance", weight: 0.12 },
    { type: "embedding", name: "code_general", weight: 0.12 },
    { type: "domain", name: "math", weight: 0.06 },
    { type: "domain", name: "philosophy", weight: 0.14 },
    { type: "domain", name: "history", weight: 0.14 },
    { type: "complexity", name: "general_reasoning:hard", weight: 0.12 },
    { type: "complexity", name: "code_task:hard", weight: 0.1 },
    { type: "complexity", name: "math_task:hard", weight: 0.3 },
    { type: "complexity", name: "legal_risk:hard", weight: 0.14 },
    { type: "complexity", name: "agentic_delivery:hard", weight: 0.16 },
    { type: "complexity", name: "evidence_synthesis:hard", weight: 0.08 },
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
    (domain("law") OR keyword("legal_risk_markers"))
    AND NOT keyword("code_markers")
    AND (
      embedding("premium_legal_analysis")
      OR projection("verification_required")
      OR complexity("legal_risk:hard")
      OR complexity("legal_risk:medium")
    )
  MODEL "anthropic/claude-opus-4.6" (reasoning = true, effort = "high")
}

ROUTE reasoning_math (description = "Proofs, derivations, hard mathematics.") {
  PRIORITY 250
  WHEN (domain("math") OR embedding("math_proof")) AND projection("balance_reasoning")
  MODEL "openai/gpt5.4" (reasoning = true, effort = "high")
}

ROUTE reasoning_philosophy (description = "Philosophy that needs a deep argument.") {
  PRIORITY 245
  WHEN
    (
      (
        embedding("philosophy_argument")
        AND NOT (domain("biology") OR domain("chemistry") OR domain("engineering") OR domain("physics"))
      )
      OR (domain("philosophy") AND keyword("reasoning_markers"))
    )
    AND projection("balance_reasoning")
    AND NOT keyword("general_framing_markers")
  MODEL "openai/gpt5.4" (reasoning = true, effort = "high")
}

ROUTE complex_agentic (description = "Execution plans, migrations, orchestrated workflows.") {
  PRIORITY 243
  WHEN
    (embedding("agentic_workflows") OR preference("agentic_execution") OR keyword("agentic_markers"))
    AND (projection("balance_complex") OR projection("balance_reasoning"))
    AND NOT keyword("architecture_markers")
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "high")
}

ROUTE complex_architecture (description = "Systems and architecture design.") {
  PRIORITY 240
  WHEN
    (domain("computer science") OR domain("engineering") OR embedding("architecture_design"))
    AND (embedding("architecture_design") OR keyword("architecture_markers"))
    AND (projection("balance_complex") OR projection("balance_reasoning"))
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "high")
}

ROUTE complex_stem (description = "Complex science and engineering outside mathematics.") {
  PRIORITY 235
  WHEN
    (
      domain("physics")
      OR domain("chemistry")
      OR domain("biology")
      OR domain("engineering")
      OR domain("computer science")
      OR (embedding("complex_stem") AND keyword("research_markers"))
    )
    AND NOT (
      keyword("clarification_feedback_markers")
      OR keyword("clarification_feedback_markers_misspelt")
      OR keyword("correction_feedback_markers")
      OR keyword("general_framing_markers")
    )
    AND (
      (
        (embedding("complex_stem") OR embedding("research_synthesis"))
        AND NOT projection("balance_simple")
      )
      OR projection("balance_reasoning")
      OR (projection("balance_complex") AND NOT keyword("code_markers"))
    )
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "high")
}

ROUTE feedback_wrong_answer_verified (description = "An answer is said to be wrong, and evidence is asked for.") {
  PRIORITY 232
  WHEN
    (user_feedback("wrong_answer") OR keyword("wrong_answer_phrases"))
    AND (keyword("correction_feedback_markers") OR keyword("correction_feedback_markers_misspelt"))
    AND (context("short_context") OR context("medium_context"))
    AND (projection("verification_required") OR complexity("evidence_synthesis:hard"))
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "medium")
}

ROUTE medium_code_general (description = "Coding, debugging, technical questions.") {
  PRIORITY 220
  WHEN
    (
      (
        (
          domain("computer science")
          AND NOT (
            embedding("business_analysis")
            OR embedding("health_guidance")
            OR embedding("history_explainer")
            OR embedding("psychology_support")
          )
        )
        OR keyword("code_markers")
        OR embedding("code_general")
        OR preference("coding_partner")
      )
      AND (projection("balance_medium") OR projection("balance_complex"))
    )
    OR (
      keyword("code_markers")
      AND context("short_context")
      AND projection("balance_simple")
      AND projection("urgency_elevated")
    )
  MODEL "qwen/qwen3.5-rocm" (reasoning = true, effort = "medium")
}

ROUTE verified_business (description = "Business and economics with evidence.") {
  PRIORITY 216
  WHEN
    (
      embedding("business_analysis")
      OR (
        (domain("business") OR domain("economics"))
        AND NOT (
          embedding("health_guidance")
          OR embedding("history_explainer")
          OR embedding("psychology_support")
        )
      )
    )
    AND (
      projection("verification_required")
      OR (keyword("verification_markers") AND complexity("evidence_synthesis:hard"))
    )
    AND (embedding("business_analysis") OR projection("balance_medium") OR projection("balance_complex"))
  MODEL "google/gemini-2.5-flash-lite"
}

ROUTE medium_business (description = "Business and economics analysis.") {
  PRIORITY 215
  WHEN
    (
      embedding("business_analysis")
      OR (
        (domain("business") OR domain("economics"))
        AND NOT (
          embedding("health_guidance")
          OR embedding("history_explainer")
          OR embedding("psychology_support")
        )
      )
    )
    AND (projection("balance_medium") OR projection("balance_complex"))
    AND NOT projection("verification_required")
  MODEL "qwen/qwen3.5-rocm" (reasoning = true, effort = "medium")
}

ROUTE verified_health (description = "Health guidance with evidence.") {
  PRIORITY 214
  WHEN
    (
      embedding("health_guidance")
      OR (
        domain("health")
        AND NOT (
          embedding("business_analysis")
          OR embedding("history_explainer")
          OR embedding("psychology_support")
        )
      )
    )
    AND projection("verification_required")
    AND (
      embedding("health_guidance")
      OR projection("balance_medium")
      OR projection("balance_complex")
      OR projection("balance_reasoning")
    )
  MODEL "google/gemini-3.1-pro" (reasoning = true, effort = "medium")
}

ROUTE verified_history (description = "History with sources.") {
  PRIORITY 211
  WHEN
    (
      embedding("history_explainer")
      OR (domain("history") AND NOT (embedding("business_analysis") OR embedding("health_guidance")))
    )
    AND (
      projection("verification_required")
      OR (keyword("verification_markers") AND complexity("evidence_synthesis:hard"))
    )
    AND (
      embedding("history_explainer")
      OR projection("balance_medium")
      OR projection("balance_complex")
      OR projection("balance_reasoning")
    )
  MODEL "google/gemini-2.5-flash-lite"
}

ROUTE medium_history (description = "History explained and compared.") {
  PRIORITY 210
  WHEN
    (
      embedding("history_explainer")
      OR (domain("history") AND NOT (embedding("business_analysis") OR embedding("health_guidance")))
    )
    AND NOT (user_feedback("need_clarification") AND keyword("clarification_feedback_markers_misspelt"))
    AND (projection("balance_medium") OR projection("balance_complex"))
    AND NOT projection("verification_required")
  MODEL "qwen/qwen3.5-rocm" (reasoning = true, effort = "low")
}

ROUTE medium_psychology (description = "Psychology and behaviour.") {
  PRIORITY 205
  WHEN
    (
      (embedding("psychology_support") AND NOT domain("history"))
      OR (
        domain("psychology")
        AND NOT (embedding("business_analysis") OR embedding("health_guidance") OR embedding("history_explainer"))
      )
    )
    AND NOT (user_feedback("need_clarification") AND keyword("clarification_feedback_markers_misspelt"))
    AND (projection("balance_medium") OR projection("balance_complex"))
  MODEL "qwen/qwen3.5-rocm" (reasoning = true, effort = "low")
}

ROUTE engaged_general (description = "General requests with visible emotion or urgency.") {
  PRIORITY 202
  WHEN
    (projection("emotion_positive") OR projection("emotion_negative") OR projection("urgency_elevated"))
    AND (domain("other") OR domain("psychology") OR embedding("general_chat_fallback"))
    AND NOT (
      keyword("code_markers")
      OR keyword("verification_markers")
      OR keyword("correction_feedback_markers")
      OR keyword("legal_risk_markers")
    )
  MODEL "google/gemini-2.5-flash-lite"
}

ROUTE medium_creative (description = "Creative writing, copy, ideas.") {
  PRIORITY 200
  WHEN
    (
      keyword("creative_requests")
      OR (
        (
          keyword("creative_markers")
          OR embedding("creative_tasks")
          OR preference("creative_collaboration")
        )
        AND NOT (embedding("fast_qa_en") OR embedding("fast_qa_zh"))
      )
    )
    AND (projection("balance_simple") OR projection("balance_medium"))
    AND NOT keyword("verification_markers")
    AND NOT keyword("code_markers")
  MODEL "google/gemini-2.5-flash-lite"
}

ROUTE reasoning_general (description = "Deep analysis that belongs to no specialty.") {
  PRIORITY 190
  WHEN
    (
      keyword("reasoning_markers")
      OR keyword("research_markers")
      OR keyword("multi_step_markers")
      OR keyword("general_framing_markers")
      OR embedding("reasoning_general_en")
      OR embedding("reasoning_general_zh")
    )
    AND (projection("balance_complex") OR projection("balance_reasoning"))
    AND NOT (
      embedding("agentic_workflows")
      OR embedding("architecture_design")
      OR embedding("business_analysis")
      OR embedding("code_general")
      OR embedding("complex_stem")
      OR embedding("health_guidance")
      OR embedding("history_explainer")
      OR embedding("premium_legal_analysis")
      OR embedding("psychology_support")
    )
    AND NOT (keyword("code_markers") OR keyword("architecture_markers"))
  MODEL "openai/gpt5.4" (reasoning = true, effort = "high")
}

ROUTE feedback_need_clarification (description = "A simpler restatement is asked for.") {
  PRIORITY 185
  WHEN
    user_feedback("need_clarification")
    AND (keyword("clarification_feedback_markers") OR keyword("clarification_feedback_markers_misspelt"))
    AND (context("short_context") OR context("medium_context"))
  MODEL "qwen/qwen3.5-rocm"
}

ROUTE verified_fast_qa_zh (description = "Short factual question, to be verified (zh).") {
  PRIORITY 181
  WHEN
    (embedding("fast_qa_en") OR embedding("fast_qa_zh") OR embedding("general_chat_fallback"))
    AND language("zh")
    AND context("short_context")
    AND (projection("balance_simple") OR projection("balance_medium"))
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
    (embedding("fast_qa_en") OR embedding("fast_qa_zh"))
    AND language("zh")
    AND context("short_context")
    AND projection("balance_simple")
    AND NOT keyword("verification_markers")
    AND NOT keyword("code_markers")
    AND NOT projection("urgency_elevated")
  MODEL "qwen/qwen3.5-rocm"
}

ROUTE verified_fast_qa_en (description = "Short factual question, to be verified (en).") {
  PRIORITY 176
  WHEN
    (embedding("fast_qa_en") OR embedding("fast_qa_zh") OR embedding("general_chat_fallback"))
    AND language("en")
    AND context("short_context")
    AND (projection("balance_simple") OR projection("balance_medium"))
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
    (embedding("fast_qa_en") OR embedding("fast_qa_zh"))
    AND language("en")
    AND context("short_context")
    AND projection("balance_simple")
    AND NOT keyword("verification_markers")
    AND NOT keyword("code_markers")
    AND NOT projection("urgency_elevated")
  MODEL "qwen/qwen3.5-rocm"
}

ROUTE simple_general (description = "Everything short and plain.") {
  PRIORITY 170
  WHEN
    (
      (
        context("short_context")
        AND (
          projection("balance_simple")
          OR (projection("balance_medium") AND embedding("general_chat_fallback"))
        )
      )
      OR (
        context("medium_context")
        AND domain("other")
        AND (projection("balance_simple") OR projection("balance_medium"))
      )
    )
    AND NOT (embedding("fast_qa_en") OR embedding("fast_qa_zh"))
  MODEL "qwen/qwen3.5-rocm"
}

GLOBAL {
  router: { auto_model_name: "MoM" }
  services: { management_api: { bind_address: "127.0.0.1", port: 8700 } }
  model_catalog: { modules: { classifier: { domain: { threshold: 0.2 } } } }
}
