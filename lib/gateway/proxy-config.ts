import type { ModelRoute } from './route';

export interface ProxyConfigProps {
  routes: readonly ModelRoute[];
  requestTimeoutSeconds: number;
  /** Ranges of the load balancers in front of it; what they say of the caller's address is believed. */
  proxyRanges: readonly string[];
}

/**
 * LiteLLM's `config.yaml`. Every model is there once, made from the route its server handed over.
 *
 * Retries stay inside a model: any error at all, a wrong key too, sends a request to a fallback, and then private data would
 * leave because somebody mistyped a key. There are no fallbacks until a data class says which are safe.
 */
export function proxyConfig(props: ProxyConfigProps): object {
  return {
    model_list: props.routes.map((route) => ({
      model_name: route.name,
      litellm_params: route.params,
      model_info: { id: route.name, mode: 'chat', data_class: route.dataClass, location: route.location },
    })),
    router_settings: {
      routing_strategy: 'simple-shuffle',
      num_retries: 1,
      timeout: props.requestTimeoutSeconds,
      stream_timeout: props.requestTimeoutSeconds,
    },
    litellm_settings: {
      request_timeout: props.requestTimeoutSeconds,
      drop_params: true,
      json_logs: true,
      turn_off_message_logging: true,
    },
    general_settings: {
      master_key: 'os.environ/PROXY_MASTER_KEY',
      // without it the health page asks every model a question each time somebody looks
      background_health_checks: true,
      health_check_interval: 300,
      disable_master_key_return: true,
      trusted_proxy_ranges: props.proxyRanges,
    },
  };
}
