import { at, stack } from './platform-stack';

/** The gateway, with one model inside the cluster. */
export const SERVING_STACK = stack('serving', {
  resource: {
    helm_release: {
      Gateway: at('serving/Gateway/Resource', {
        name: 'gateway',
        namespace: 'gateway',
        chart: 'litellm-helm',
        repository: 'oci://ghcr.io/berriai',
        version: '1.106.2',
        values: [
          JSON.stringify({
            proxy_config: {
              model_list: [
                {
                  model_name: 'assistant',
                  litellm_params: { model: 'hosted_vllm/assistant', api_base: 'http://assistant.models.svc/v1' },
                },
              ],
            },
          }),
        ],
      }),
    },
  },
});
