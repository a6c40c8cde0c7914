import { createHash } from 'node:crypto';
import { PROGRAM_PREFIX, type GatewayTeamIntent } from '../../contract';
import { KEY_LOOKUP } from './key-lookup';

/** A team, or a program of the platform, and the keys it has, as the gateway must know it. Values of keys are in no place but the secret store. */
export interface TeamAccess {
  name: string;
  /** Names of the models it may call, and no others. */
  models: readonly string[];
  /** US dollars a calendar month (UTC) its keys may spend together on models that cost by the token. @default - no budget */
  monthlyUsd?: string;
  /** Calls a minute of all its keys together. */
  requestsPerMinute: number;
  /** Tokens a minute of all its keys together. */
  tokensPerMinute: number;
  /** Whether none of its keys is taken. */
  stopped: boolean;
  /** First day a key is not taken any more, `2027-02-01`, by its name; null: until another is drawn. */
  keys: Readonly<Record<string, string | null>>;
  /** What the register of uses says of it; nothing of it reaches the gateway. @default - nothing */
  register?: GatewayTeamIntent['register'];
}

const MODULE = 'groundplane_access';
export const ACCESS_FILE = `${MODULE}.py`;
export const TEAMS_FILE = 'teams.json';
/** What LiteLLM is told to ask whose key it is, and to call before and after a request. */
export const ACCESS_AUTH = `${MODULE}.authenticate`;
export const ACCESS_CALLBACK = `${MODULE}.access`;

/** What a key of a team is for; administration is not among it. */
const PATHS = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/messages',
  '/v1/models',
  '/v1/rerank',
  '/v1/responses',
];

/**
 * Who may do what: which team a key belongs to, which models the team may call, until when, how often, and for how much. What cannot be
 * looked up is refused. Counters lie in the cache that the copies share.
 */
export const ACCESS_PROGRAM = `import datetime
import hashlib
import hmac
import json
import os
import pathlib
import time

import litellm
from fastapi import HTTPException, Request
from litellm.integrations.custom_logger import CustomLogger
from litellm.proxy._types import LitellmUserRoles, ProxyException, UserAPIKeyAuth
from redis.exceptions import ConnectionError as RedisConnectionError

TEAMS = json.loads(pathlib.Path(__file__).with_name("${TEAMS_FILE}").read_text())
PATHS = set(${JSON.stringify(PATHS)})
KEPT_SECONDS = 40 * 24 * 3600


${KEY_LOOKUP}

def refused(code, words):
    return ProxyException(message=words, type="auth_error", param=None, code=code)


keys = Keys(os.environ["GROUNDPLANE_KEYS"], TEAMS)


async def authenticate(request: Request, api_key: str) -> UserAPIKeyAuth:
    value = api_key.removeprefix("Bearer ").strip()
    if hmac.compare_digest(value.encode(), os.environ["PROXY_MASTER_KEY"].encode()):
        return UserAPIKeyAuth(api_key=digest(value), user_id="administrator", user_role=LitellmUserRoles.PROXY_ADMIN)
    found = keys.find(digest(value))
    if found is None:
        raise refused(401, "this key is not known")
    team, key = found
    said = TEAMS[team]
    if expired(said["keys"][key]):
        raise refused(401, "this key has expired")
    if said["stopped"]:
        raise refused(403, "the team of this key is stopped")
    if request.url.path not in PATHS:
        raise refused(403, "keys of teams are for models only")
    return UserAPIKeyAuth(
        api_key=digest(value),
        key_alias=f"{team}.{key}",
        team_id=team,
        team_alias=team,
        models=said["models"],
        team_models=said["models"],
        team_rpm_limit=said["requestsPerMinute"],
        team_tpm_limit=said["tokensPerMinute"],
        user_role=LitellmUserRoles.INTERNAL_USER,
    )


def month_of(team):
    return f"groundplane:spent:{team}:{datetime.datetime.now(datetime.timezone.utc):%Y-%m}"


async def spent_in(month):
    store = litellm.cache.cache
    # the store's own way of reading takes a cache that is away for one that is empty
    client, key = store.init_async_client(), store.check_and_fix_namespace(key=month)
    try:
        return await client.get(key)
    except RedisConnectionError:
        # a connection that was open when the cache was started anew is found dead by its next use
        return await client.get(key)


class Access(CustomLogger):
    async def async_pre_call_hook(self, user_api_key_dict, cache, data, call_type):
        said = TEAMS.get(user_api_key_dict.team_id)
        if said is None:
            return data
        if data.get("model") not in said["models"]:
            raise HTTPException(status_code=403, detail={"error": "this key has no such model"})
        if "monthlyUsd" not in said:
            return data
        try:
            spent = await spent_in(month_of(user_api_key_dict.team_id))
        except Exception as error:
            raise HTTPException(status_code=503, detail={"error": "what was spent is not known"}) from error
        if float(spent or 0) >= float(said["monthlyUsd"]):
            raise HTTPException(status_code=429, detail={"error": "the budget of this month is spent"})
        return data

    async def async_log_success_event(self, kwargs, response_obj, start_time, end_time):
        payload = kwargs.get("standard_logging_object") or {}
        team = (payload.get("metadata") or {}).get("user_api_key_team_id")
        cost = payload.get("response_cost") or 0
        if "monthlyUsd" in TEAMS.get(team, {}) and cost > 0:
            await litellm.cache.cache.async_increment(month_of(team), float(cost), ttl=KEPT_SECONDS)


access = Access()
`;

function enforced({ models, monthlyUsd, requestsPerMinute, tokensPerMinute, stopped, keys }: TeamAccess): object {
  return { models, monthlyUsd, requestsPerMinute, tokensPerMinute, stopped, keys };
}

/** Teams as the program reads them; same teams, same text. */
export function teamsText(teams: readonly TeamAccess[]): string {
  const sorted = [...teams].sort((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted.map((team) => [team.name, enforced(team)])));
}

/** Changes with whatever running copies must be started anew for. */
export function accessDigest(teams: readonly TeamAccess[]): string {
  return createHash('sha256').update(ACCESS_PROGRAM).update(teamsText(teams)).digest('hex').slice(0, 12);
}

/** What the judges get to know of a team. */
export function teamIntent({
  name,
  models,
  keys,
  register = {},
  ...said
}: TeamAccess): Omit<GatewayTeamIntent, 'address' | 'path'> {
  return {
    kind: 'gateway-team',
    name,
    program: name.startsWith(PROGRAM_PREFIX),
    ...said,
    models: [...models],
    keys: { ...keys },
    register,
  };
}
