/** What `signalbox init` writes: small, complete, valid as it stands. */
export const STARTER_CONFIG = `# Signalbox config. Check it with: signalbox validate signalbox.yaml
version: v0.3

# Where applications connect: an OpenAI-compatible endpoint.
listeners:
  - address: 127.0.0.1 # 0.0.0.0 for every interface
    port: 8899
    timeout: 300s

providers:
  defaults:
    default_model: small # answers when no decision matches
    default_reasoning_effort: medium
    # How each family of models is told to think.
    reasoning_families:
      qwen3: { type: chat_template_kwargs, parameter: enable_thinking }
      gpt-oss: { type: top_level_reasoning_effort, parameter: reasoning_effort }
  models:
    - name: small
      provider_model_id: openai/gpt-oss-20b # the name its backend knows it by
      reasoning_family: gpt-oss
      backend_refs:
        - endpoint: 127.0.0.1:8000 # any OpenAI-compatible server: vLLM, SGLang, Ollama, llama.cpp, …
    - name: large
      provider_model_id: Qwen/Qwen3-235B-A22B
      reasoning_family: qwen3
      backend_refs:
        - base_url: http://127.0.0.1:8001/v1
          # api_key_env: LARGE_API_KEY # sent as "authorization: Bearer …"

routing:
  # Signals: what is read in a request. Everything here runs in this process, in microseconds.
  signals:
    keywords:
      - name: correction
        operator: OR # any of the words; AND: all; NOR: none
        keywords: ["that's wrong", "not correct", 不对, 错了]
    domains: # subjects that the embedded classifier knows
      - name: math
      - name: computer science
    language:
      - name: zh
    context: # length of the conversation in tokens
      - name: long
        min_tokens: 8K

  # Decisions: which signals send a request where. The highest priority that matches wins.
  decisions:
    - name: corrected
      priority: 200
      rules: { type: keyword, name: correction }
      modelRefs:
        - { model: large, use_reasoning: true, reasoning_effort: high }
    - name: hard_subjects
      priority: 100
      rules:
        operator: OR
        conditions:
          - { type: domain, name: math }
          - { type: domain, name: computer science }
          - { type: context, name: long }
      modelRefs:
        - { model: large, use_reasoning: true }
    - name: chinese
      priority: 50
      rules: { type: language, name: zh }
      modelRefs:
        - { model: large }

global:
  router:
    auto_model_name: MoM # requests with this model name (or "auto") are routed; others go straight to their model
  services:
    management_api: { bind_address: 127.0.0.1, port: 8700 }
`;
