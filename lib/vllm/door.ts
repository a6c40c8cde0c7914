import { createHash } from 'node:crypto';
import { jsonText } from '../core';
import { GATEWAY_LINE_MARK } from '../audit-event';
import { KEY_LOOKUP, KEYS_FOLDER } from '../gateway';
import type { Manifest } from '../manifests';

/** A team whose application asks engines by itself. */
export interface EngineCaller {
  team: string;
  /** Names of the models it may ask, and no others. */
  models: readonly string[];
  /** First day a key is not taken any more, `2027-02-01`, by its name; null: until another is drawn. */
  keys: Readonly<Record<string, string | null>>;
}

const NAME = 'engine-door';
const MODULE = 'groundplane_door';
export const DOOR_FILE = `${MODULE}.py`;
export const CALLERS_FILE = 'callers.json';
const FOLDER = '/etc/groundplane';
/** Kubernetes secret in the namespace of the engines with the keys of callers, a file each: `<team>.<key>`. */
export const CALLER_KEYS_SECRET = 'caller-keys';
/** What stands under `activity_name` of an event of the door. */
export const DIRECT_CALL = 'direct';

/** What a caller may ask for; an engine has more addresses, some of which ask for no key at all. */
const PATHS = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/models',
  '/v1/rerank',
  '/v1/responses',
  '/v1/score',
];
/** Bytes of a question that are read; and of the end of an answer, where its usage stands. */
const LONGEST = 32 * 2 ** 20;
const TAIL = 2 ** 18;

/**
 * Stands before everything an engine answers, and looks at the key: that of the gateway goes on as it is, that of a team is held against
 * the models of the team and exchanged for the engine's, and each of its requests is told. Neither question nor answer is.
 */
export const DOOR_PROGRAM = `import datetime
import hashlib
import hmac
import json
import os
import pathlib
import sys
import time
import uuid

CALLERS = json.loads(pathlib.Path(__file__).with_name("${CALLERS_FILE}").read_text())
OWN = os.environ["VLLM_API_KEY"]
PATHS = set(${JSON.stringify(PATHS)})
OPEN = {"/health", "/metrics"}
${KEY_LOOKUP}

class Refused(Exception):
    pass


class Event:
    """What is told of one request."""

    def __init__(self, team, key):
        self.started = time.monotonic()
        self.team, self.key = team, key
        self.model, self.code, self.tail = None, 0, b""

    def hear(self, message):
        if message["type"] == "http.response.start":
            self.code = message["status"]
        elif message["type"] == "http.response.body":
            self.tail = (self.tail + message.get("body", b""))[-${TAIL}:]

    def usage(self):
        text = self.tail.decode("utf-8", "ignore")
        for line in [text, *reversed(text.splitlines())]:
            try:
                said = json.loads(line.removeprefix("data: "))
                if isinstance(said.get("usage"), dict):
                    return said.get("id"), said["usage"]
            except (ValueError, AttributeError):
                continue
        return None, {}

    def say(self):
        number, used = self.usage()
        number = str(number or uuid.uuid4())
        known = CALLERS["models"].get(self.model) or {}
        metadata = {"user_api_key_alias": f"{self.team}.{self.key}", "user_api_key_team_id": self.team, **known}
        payload = {
            "id": number,
            "trace_id": number,
            "call_type": "${DIRECT_CALL}",
            "status": "success" if 0 < self.code < 400 else "failure",
            "model": self.model or "unknown",
            "model_group": self.model,
            "custom_llm_provider": "vllm",
            "prompt_tokens": used.get("prompt_tokens"),
            "completion_tokens": used.get("completion_tokens"),
            "total_tokens": used.get("total_tokens"),
            "response_time": round(time.monotonic() - self.started, 3),
            "metadata": metadata,
        }
        text = json.dumps({name: value for name, value in payload.items() if value is not None}, separators=(",", ":"))
        sys.stdout.write(${JSON.stringify(`${GATEWAY_LINE_MARK},"payload":`)} + text + "}\\n")
        sys.stdout.flush()


async def whole(receive):
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(400, "the question was not sent to its end")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > ${LONGEST}:
            raise Refused(413, "the question is too long")
        if not message.get("more_body"):
            return b"".join(parts)


class Door:
    keys = Keys(os.environ["GROUNDPLANE_KEYS"], CALLERS["teams"])

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            # nobody asks an engine by another way
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        scheme, _, value = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        value = value.strip() if scheme.lower() == "bearer" else ""
        path = scope["path"]
        if hmac.compare_digest(value.encode(), OWN.encode()) or (path in OPEN and scope["method"] == "GET"):
            await self.app(scope, receive, send)
            return
        found = self.keys.find(digest(value)) if value else None
        if found is None:
            await refuse(send, 401, "this key is not known")
            return
        event = Event(*found)

        async def heard(message):
            event.hear(message)
            await send(message)

        try:
            body = await self.allowed(event, path, scope, receive)
            await self.app(*onward(scope, body, receive), heard)
        except Refused as why:
            await refuse(heard, *why.args)
        finally:
            if path != "/v1/models":
                event.say()

    async def allowed(self, event, path, scope, receive):
        if expired(CALLERS["teams"][event.team]["keys"][event.key]):
            raise Refused(401, "this key has expired")
        if path not in PATHS:
            raise Refused(403, "keys of teams are for models only")
        body = await whole(receive)
        if scope["method"] == "GET":
            return body
        try:
            said = json.loads(body)
            model = said["model"]
        except (ValueError, KeyError, TypeError):
            raise Refused(400, "name the model") from None
        if not isinstance(model, str) or model not in CALLERS["teams"][event.team]["models"]:
            raise Refused(403, "the team of this key may not ask this model")
        event.model = model
        if said.get("stream") and path in {"/v1/chat/completions", "/v1/completions"}:
            # without it an engine says nothing of the tokens of an answer in pieces
            said["stream_options"] = {**(said.get("stream_options") or {}), "include_usage": True}
            return json.dumps(said).encode()
        return body


def onward(scope, body, receive):
    others = [(name, value) for name, value in scope["headers"] if name.lower() not in {b"authorization", b"content-length"}]
    own = [(b"authorization", f"Bearer {OWN}".encode()), (b"content-length", str(len(body)).encode())]
    given = False

    async def again():
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return {**scope, "headers": [*others, *own]}, again


async def refuse(send, code, words):
    body = json.dumps({"error": {"message": words, "type": "auth_error", "code": code}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": code, "headers": headers})
    await send({"type": "http.response.body", "body": body})
`;

/** What is told of a model that is asked directly. */
export interface KnownModel {
  data_class: string;
  model_revision?: string;
}

/** The program and who may ask what. */
export function doorManifest(
  namespace: string,
  callers: readonly EngineCaller[],
  models: Readonly<Record<string, KnownModel>>,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NAME, namespace },
    data: { [DOOR_FILE]: DOOR_PROGRAM, [CALLERS_FILE]: callersText(callers, models) },
  };
}

function callersText(callers: readonly EngineCaller[], models: Readonly<Record<string, KnownModel>>): string {
  return jsonText({ models, teams: Object.fromEntries(callers.map(({ team, ...said }) => [team, said])) });
}

/** A part of a pod, as the chart takes it. */
type Part = Record<string, unknown>;

/** What the chart is told of an engine with a door: who changes may call it, changes its pods. */
export function doorValues(callers: readonly EngineCaller[]): {
  values: { podAnnotations: Record<string, string>; extraVolumes: Part[]; extraVolumeMounts: Part[] };
  env: { name: string; value: string }[];
  args: string[];
} {
  const said = createHash('sha256').update(DOOR_PROGRAM).update(callersText(callers, {})).digest('hex');
  return {
    values: {
      podAnnotations: { 'groundplane.io/door': said.slice(0, 12) },
      extraVolumes: [
        { name: 'door', configMap: { name: NAME } },
        { name: 'caller-keys', secret: { secretName: CALLER_KEYS_SECRET } },
      ],
      extraVolumeMounts: [
        { name: 'door', mountPath: FOLDER, readOnly: true },
        { name: 'caller-keys', mountPath: KEYS_FOLDER, readOnly: true },
      ],
    },
    env: [
      { name: 'PYTHONPATH', value: FOLDER },
      { name: 'GROUNDPLANE_KEYS', value: KEYS_FOLDER },
    ],
    args: ['--middleware', `${MODULE}.Door`],
  };
}
