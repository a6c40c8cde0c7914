/**
 * What the gateway says of a request: one line of JSON on its standard output, `{"groundplane": "audit", "payload": {…}}`. The payload
 * is LiteLLM's standard logging payload; the collector takes what is named here and leaves everything else on the node, so a
 * prompt in it goes nowhere.
 */
export const GATEWAY_LINE_MARK = '{"groundplane":"audit"';

/** Namespaces whose pods may say such lines, the gateway's, the index's and the engines'; others could forge them. */
export const AUDITED_NAMESPACES = ['gateway', 'models', 'rag'] as const;

/**
 * Event fields by where they stand in the payload, dots between keys. Left: path in the event. OCSF 1.8 API Activity with the
 * profile of AI operations; what OCSF has no name for stands in `unmapped` under the names of OpenTelemetry's GenAI conventions,
 * or ours.
 */
export const EVENT_FIELDS = {
  'metadata.uid': 'id',
  'metadata.correlation_uid': 'trace_id',
  activity_name: 'call_type',
  status: 'status',
  'actor.user.uid': 'metadata.user_api_key_user_id',
  'actor.app_uid': 'metadata.user_api_key_hash',
  'actor.app_name': 'metadata.user_api_key_alias',
  'unmapped.end_user.id': 'metadata.user_api_key_end_user_id',
  'unmapped.team.id': 'metadata.user_api_key_team_id',
  'unmapped.team.name': 'metadata.user_api_key_team_alias',
  'src_endpoint.ip': 'metadata.requester_ip_address',
  'ai_model.name': 'model',
  'ai_model.version': 'metadata.model_revision',
  'ai_model.ai_provider': 'custom_llm_provider',
  'unmapped.gen_ai.request.model': 'model_group',
  'unmapped.gen_ai.response.model': 'model',
  'unmapped.gen_ai.provider.name': 'custom_llm_provider',
  'unmapped.gen_ai.operation.name': 'call_type',
  'unmapped.gen_ai.usage.input_tokens': 'prompt_tokens',
  'unmapped.gen_ai.usage.output_tokens': 'completion_tokens',
  'unmapped.tokens.total': 'total_tokens',
  'unmapped.cost.usd': 'response_cost',
  'unmapped.budget.kind': 'metadata.budget',
  'unmapped.budget.max_usd': 'metadata.budget_usd',
  'unmapped.data_class': 'metadata.data_class',
  'unmapped.latency.seconds': 'response_time',
  'unmapped.cache_hit': 'cache_hit',
  'unmapped.fallback.from': 'metadata.fallback_from',
  'unmapped.guardrail.name': 'metadata.guardrail_name',
  'unmapped.guardrail.verdict': 'metadata.guardrail_status',
  'unmapped.guardrails': 'metadata.guardrails',
  'unmapped.documents': 'metadata.documents',
  'unmapped.chat.id': 'metadata.chat_id',
  'unmapped.chat.message_id': 'metadata.message_id',
  'unmapped.override.verdict': 'metadata.override_verdict',
  'unmapped.override.by': 'metadata.override_by',
  'unmapped.override.reason': 'metadata.override_reason',
  'unmapped.error.type': 'error_information.error_class',
} as const;
