# One model as a policy: the same as config.yaml, and a test holds them equal.
# Try it without any backend: npx signalbox serve --config recipes/single/config.dsl --simulate

LISTENER single { address: "127.0.0.1", port: 8899, timeout: "300s" }

PROVIDERS {
  defaults: {
    default_model: "main"
    default_reasoning_effort: "medium"
    reasoning_families: {
      qwen3: { type: "chat_template_kwargs", parameter: "enable_thinking" }
      glm: { type: "chat_template_kwargs", parameter: "enable_thinking" }
      deepseek: { type: "chat_template_kwargs", parameter: "thinking" }
      gpt-oss: { type: "top_level_reasoning_effort", parameter: "reasoning_effort" }
    }
  }
  models: [
    {
      name: "main"
      provider_model_id: "openai/gpt-oss-20b"
      reasoning_family: "gpt-oss"
      backend_refs: [{ endpoint: "${SINGLE_MODEL:-127.0.0.1:8000}" }]
    },
  ]
}

MODEL main { description: "Answers everything" }

SIGNAL jailbreak attack { reads_parts: true }
SIGNAL domain math { threshold: 0.4 }
SIGNAL domain physics { threshold: 0.4 }
SIGNAL domain "computer science" { threshold: 0.4 }

SIGNAL embedding wants_depth {
  threshold: 0.27
  candidates: [
    "Weigh the arguments for and against a wealth tax and say which you find stronger.",
    "Work out a migration plan for our database and name the risks of each step.",
    "Why did the project fail? Go through the causes one by one.",
    "Compare three designs for this service in depth and justify a choice.",
    "Assess the long-term consequences of this law for small firms.",
    "Explain the trade-offs between consistency and availability in detail.",
    "从多个角度分析这项政策的利弊，并给出你的结论。", "详细比较这两种方案，说明各自的风险。",
  ]
}

SIGNAL user_feedback wrong_answer {}
SIGNAL conversation has_answer { feature: { type: "exists", source: { type: "message", role: "assistant" } } }

ROUTE guardrails (description = "Attempts to get around the rules.") {
  PRIORITY 200
  WHEN jailbreak("attack")
  MODEL "main"
  PLUGIN fast_response { message: "I cannot help with that." }
}

ROUTE second_try (description = "The answer before was wrong; think it over.") {
  PRIORITY 150
  WHEN user_feedback("wrong_answer") AND conversation("has_answer")
  MODEL "main" (reasoning = true, effort = "high")
}

ROUTE hard (description = "Calculations, science, code that needs thought, questions in depth.") {
  PRIORITY 100
  WHEN domain("math") OR domain("physics") OR embedding("wants_depth")
  MODEL "main" (reasoning = true, effort = "high")
}

ROUTE code {
  PRIORITY 50
  WHEN domain("computer science")
  MODEL "main" (reasoning = true, effort = "low")
}

ROUTE plain (description = "Everything else.") {
  PRIORITY 0
  MODEL "main"
}

GLOBAL {
  router: { auto_model_name: "MoM" }
  services: { management_api: { bind_address: "127.0.0.1", port: 8700 } }
}
