import { CACHE_PORT, type CacheAccess } from '../cache';
import { leastClass, secondsOf, type Fallbacks } from '../failover';
import type { PresidioUse } from '../presidio';
import { ACCESS_AUTH, ACCESS_CALLBACK } from './access';
import { AUDIT_CALLBACK } from './audit-callback';
import { ESCALATION_CALLBACK } from './escalation-callback';
import { guardrails } from './guardrails';
import type { ModelRoute } from './route';

/** One name that two models answer: the small one what is simple, the large one the rest. */
export interface SizeRouting {
  /** What users call it. */
  name: string;
  small: string;
  large: string;
}

export interface ProxyConfigProps {
  routes: readonly ModelRoute[];
  /** Seconds an answer may take. */
  requestTimeoutSeconds: number;
  /** Who answers when a model does not, by name. */
  fallbacks: Fallbacks;
  /** Seconds until somebody answers although all models before the last of a chain hang. */
  failoverSeconds: number;
  /** @default - none: users name the model they want */
  sizeRouting?: SizeRouting;
  /** Calls a minute of a model, by name, over all copies. @default - no limits */
  requestsPerMinute?: Readonly<Record<string, number>>;
  /** Where limits are shared and answers kept. @default - each copy for itself */
  cache?: CacheAccess;
  /** Header in which an application tells whose call it is. @default - calls are told apart by key only */
  usersFrom?: string;
  /** What finds and masks personal data. @default - requests go to models as they are */
  presidio?: PresidioUse;
  /** Whether there are teams with keys of their own. @default false */
  teams?: boolean;
  /** Whether what guardrails stop is handed to a person. @default false */
  escalates?: boolean;
  /** Ranges of the load balancers in front of it; what they say of the caller's address is believed. */
  proxyRanges: readonly string[];
}

/**
 * LiteLLM's `config.yaml`. Every model is there once, made from the route its server handed over.
 *
 * Any error at all sends a request on to a fallback, a mistyped key too, except a refusal by a content policy, which must be
 * switched off model by model. So only models that may see the same data stand in for each other; whoever makes the chains
 * sees to that.
 */
export function proxyConfig(props: ProxyConfigProps): object {
  const { fallbacks } = props;
  const chains = Object.keys(fallbacks)
    .sort()
    .map((name) => ({ [name]: fallbacks[name] }));
  return {
    ...guardrails(props.presidio),
    model_list: [...props.routes.map((route) => modelEntry(route, props)), ...sizeEntries(props)],
    router_settings: {
      routing_strategy: 'simple-shuffle',
      num_retries: 1,
      // a model is one address, and Kubernetes knows which engines behind it are well: one wrong call must not close it to everybody
      disable_cooldowns: true,
      // a hang is not waited for twice; what was refused for its content or its key will be again
      retry_policy: {
        TimeoutErrorRetries: 0,
        BadRequestErrorRetries: 0,
        AuthenticationErrorRetries: 0,
        ContentPolicyViolationErrorRetries: 0,
        InternalServerErrorRetries: 1,
        // it would wait for the minute to end, with the caller
        RateLimitErrorRetries: 0,
      },
      // without it a limit of a model only steers, and what is above it is answered all the same
      optional_pre_call_checks: ['enforce_model_rate_limits'],
      ...routerCache(props.cache),
      timeout: props.requestTimeoutSeconds,
      stream_timeout: props.requestTimeoutSeconds,
      fallbacks: chains,
      content_policy_fallbacks: props.routes.map(({ name }) => ({ [name]: [] })),
    },
    litellm_settings: {
      request_timeout: props.requestTimeoutSeconds,
      drop_params: true,
      json_logs: true,
      turn_off_message_logging: true,
      callbacks: callbacks(props),
      ...answerCache(props.cache),
    },
    general_settings: {
      master_key: 'os.environ/PROXY_MASTER_KEY',
      ...(props.teams === true ? { custom_auth: ACCESS_AUTH, custom_auth_run_common_checks: true } : {}),
      // without it the health page asks every model a question each time somebody looks
      background_health_checks: true,
      health_check_interval: 300,
      disable_master_key_return: true,
      trusted_proxy_ranges: props.proxyRanges,
      ...(props.usersFrom === undefined
        ? {}
        : { user_header_mappings: [{ header_name: props.usersFrom, litellm_user_role: 'customer' }] }),
      ...coordination(props.cache),
    },
  };
}

function callbacks({ teams, escalates }: ProxyConfigProps): string[] {
  return [
    AUDIT_CALLBACK,
    ...(teams === true ? [ACCESS_CALLBACK] : []),
    ...(escalates === true ? [ESCALATION_CALLBACK] : []),
  ];
}

function modelEntry(route: ModelRoute, props: ProxyConfigProps): object {
  const { requestTimeoutSeconds: longest, fallbacks, failoverSeconds } = props;
  const seconds = Math.min(longest, secondsOf(fallbacks, route.name, failoverSeconds) ?? longest);
  return {
    model_name: route.name,
    litellm_params: {
      ...route.params,
      timeout: seconds,
      stream_timeout: seconds,
      max_retries: 0,
      rpm: props.requestsPerMinute?.[route.name],
    },
    model_info: {
      id: route.name,
      mode: route.mode ?? 'chat',
      data_class: route.dataClass,
      location: route.location,
      ...(route.revision === undefined ? {} : { revision: route.revision }),
    },
  };
}

/** How each block that shares something gets at the cache: three of them, and one that lacks it counts for itself. */
function connection(cache: CacheAccess): object {
  if (cache.signIn === 'password') return { ssl: true, username: cache.user, password: 'os.environ/REDIS_PASSWORD' };
  return {
    ssl: true,
    aws_iam_auth: true,
    aws_iam_user_name: cache.user,
    aws_iam_cache_name: cache.name,
    aws_iam_region: cache.region,
  };
}

const CACHE_HOST = 'os.environ/REDIS_HOST';

function routerCache(cache: CacheAccess | undefined): object {
  if (cache === undefined) return {};
  return { redis_host: CACHE_HOST, redis_port: CACHE_PORT, cache_kwargs: connection(cache) };
}

/** Answers are kept only for who asks for it call by call: they are as secret as the questions. */
function answerCache(cache: CacheAccess | undefined): object {
  if (cache === undefined) return {};
  const cache_params = { type: 'redis', host: CACHE_HOST, port: CACHE_PORT, mode: 'default_off', ttl: 600 };
  return { cache: true, cache_params: { ...cache_params, ...connection(cache) } };
}

function coordination(cache: CacheAccess | undefined): object {
  if (cache === undefined) return {};
  return {
    coordination_redis: { host: CACHE_HOST, port: CACHE_PORT, ...connection(cache) },
    // a cache that is away must not lift the limits
    fail_closed_rate_limit_enforcement: true,
    use_shared_health_check: true,
  };
}

/** Decided from the words of the question, in the gateway itself: nobody else sees it for that. */
function sizeEntries({ routes, sizeRouting }: ProxyConfigProps): object[] {
  if (sizeRouting === undefined) return [];
  const { name, small, large } = sizeRouting;
  const asked = routes.filter((route) => [small, large].includes(route.name));
  return [
    {
      model_name: name,
      litellm_params: {
        model: 'auto_router/complexity_router',
        complexity_router_config: { tiers: { SIMPLE: small, MEDIUM: small, COMPLEX: large, REASONING: large } },
        complexity_router_default_model: small,
      },
      model_info: {
        id: name,
        mode: 'chat',
        data_class: leastClass(asked),
        location: asked.some(({ location }) => location === 'cloud') ? 'cloud' : 'cluster',
      },
    },
  ];
}
