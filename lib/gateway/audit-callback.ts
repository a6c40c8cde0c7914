import { createHash } from 'node:crypto';
import { EVENT_FIELDS, GATEWAY_LINE_MARK } from '../audit-event';
import { PROGRAM_PREFIX } from '../../contract';
import type { Manifest } from '../manifests';
import { TEAMS_FILE } from './access';

const NAME = 'gateway-audit';
const FOLDER = '/etc/groundplane';

/** What LiteLLM is told to call. */
export const AUDIT_CALLBACK = 'groundplane_audit.audit';
export const AUDIT_FILE = `${AUDIT_CALLBACK.split('.')[0]}.py`;

/** Fields of LiteLLM's payload that go into an event; nobody gets to see the rest. */
const FIELDS = [...new Set(Object.values(EVENT_FIELDS))].sort();

/** What a request may not say: by it, a caller would send it to a model that may not see its data, or to a place of his own. */
const OWN_WAY = [
  'api_base',
  'base_url',
  'content_policy_fallbacks',
  'context_window_fallbacks',
  'default_fallbacks',
  'fallbacks',
  'mock_testing_content_policy_fallbacks',
  'mock_testing_context_fallbacks',
  'mock_testing_fallbacks',
];

/** Guardrails as LiteLLM words what they did, and as an event does; the later, the worse. */
const VERDICTS = [
  ['success', 'success'],
  ['masked', 'masked'],
  ['guardrail_flagged', 'flagged'],
  ['guardrail_intervened', 'blocked'],
  ['not_run', 'disabled'],
  ['guardrail_failed_to_respond', 'error'],
] as const;

/** Variable that names the guardrails a question goes through, commas between; one that did nothing to it was switched off. */
export const GUARDRAILS_VARIABLE = 'GROUNDPLANE_GUARDRAILS';

/** Documents of one answer that are taken, and the longest name of one: whoever asks says them, and they must not be a text. */
const DOCUMENTS = 100;
const DOCUMENT_NAME = '[A-Za-z0-9._:/@#+=-]{1,200}';

/** A number of a conversation or of an answer in one, as whoever asks says it; and in which headers the chat page does. */
export const CHAT_NUMBER = '[A-Za-z0-9:_-]{1,100}';
const CHAT_HEADERS = { chat_id: 'x-openwebui-chat-id', message_id: 'x-openwebui-message-id' } as const;

/** One line for each request, made of the fields an event has; neither question nor answer is among them. */
export const AUDIT_PROGRAM = `import json
import os
import pathlib
import re
import sys

from fastapi import HTTPException
from litellm.integrations.custom_logger import CustomLogger

FIELDS = ${JSON.stringify(FIELDS)}
OWN_WAY = set(${JSON.stringify(OWN_WAY)})
VERDICTS = ${JSON.stringify(VERDICTS.map(([, word]) => word))}
WORDS = ${JSON.stringify(Object.fromEntries(VERDICTS))}
EXPECTED = [name for name in os.environ.get("${GUARDRAILS_VARIABLE}", "").split(",") if name]
UNSEEN_IN_PIECES = {"aresponses", "atext_completion", "responses", "text_completion"}
QUESTIONS = {"acompletion", "anthropic_messages", "aresponses", "atext_completion"}
DOCUMENT = re.compile(r"${DOCUMENT_NAME}")
NUMBER = re.compile(r"${CHAT_NUMBER}")
CHAT = ${JSON.stringify(CHAT_HEADERS)}
HEALTH = "litellm-internal-health-check"
HERE = pathlib.Path(__file__).with_name("${TEAMS_FILE}")
TEAMS = json.loads(HERE.read_text()) if HERE.is_file() else {}


def taken(payload):
    kept = {}
    for field in FIELDS:
        value, target, keys = payload, kept, field.split(".")
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is None or value == "":
            continue
        for key in keys[:-1]:
            target = target.setdefault(key, {})
        target[keys[-1]] = value
    return kept


def verdicts(payload, questioned):
    found = {}
    for each in payload.get("guardrail_information") or []:
        word = WORDS.get(each.get("guardrail_status"), "error")
        if word == "success" and each.get("masked_entity_count"):
            word = "masked"
        name = str(each.get("guardrail_name"))
        found[name] = max(word, found.get(name, word), key=VERDICTS.index)
    if questioned and payload.get("status") == "success":
        for name in EXPECTED:
            found.setdefault(name, "disabled")
    return found


def documents(said):
    if isinstance(said, str):
        try:
            said = json.loads(said)
        except ValueError:
            return None
    kept = []
    for each in said if isinstance(said, list) else []:
        if not isinstance(each, dict) or not DOCUMENT.fullmatch(str(each.get("id"))):
            continue
        version = str(each.get("version", ""))
        kept.append({"id": str(each["id"]), **({"version": version} if DOCUMENT.fullmatch(version) else {})})
    return kept[:${DOCUMENTS}] or None


def conversation(headers):
    said = {name.lower(): str(value) for name, value in (headers or {}).items()}
    found = {field: said.get(header, "") for field, header in CHAT.items()}
    return {field: value for field, value in found.items() if NUMBER.fullmatch(value)}


def budget(team, alias):
    said = TEAMS.get(team) or {}
    if "monthlyUsd" in said:
        return {"budget": "team", "budget_usd": float(said["monthlyUsd"])}
    program = team in TEAMS and team.startswith("${PROGRAM_PREFIX}")
    return {"budget": "program" if program or alias == HEALTH else "none"}


def told(payload, params):
    seen = {**(params.get("litellm_metadata") or {}), **(params.get("metadata") or {})}
    model = params.get("model_info") or seen.get("model_info") or {}
    known = payload.get("metadata") or {}
    alias = known.get("user_api_key_alias") or known.get("user_api_key_user_id") or "unknown"
    health = alias == HEALTH
    found = verdicts(payload, payload.get("call_type") in QUESTIONS and not health)
    worst = max(found, key=lambda name: VERDICTS.index(found[name]), default=None)
    return {
        **budget(known.get("user_api_key_team_id"), alias),
        **conversation((params.get("proxy_server_request") or {}).get("headers")),
        "user_api_key_alias": alias,
        "data_class": model.get("data_class"),
        "model_revision": model.get("revision"),
        "fallback_from": seen.get("original_model_group") if seen.get("attempted_fallbacks") else None,
        "guardrail_name": worst,
        "guardrail_status": found.get(worst),
        "guardrails": [{"name": name, "verdict": found[name]} for name in sorted(found)] or None,
        "documents": documents((known.get("requester_metadata") or {}).get("documents")),
    }


class Audit(CustomLogger):
    async def async_pre_call_hook(self, user_api_key_dict, cache, data, call_type):
        named = sorted(OWN_WAY.intersection(data))
        if named:
            raise HTTPException(status_code=400, detail={"error": "not for callers to say: " + ", ".join(named)})
        # LiteLLM looks at such an answer when all of it has gone out
        if EXPECTED and call_type in UNSEEN_IN_PIECES and data.get("stream"):
            raise HTTPException(status_code=400, detail={"error": "ask without stream: the answer is looked at first"})
        return data

    async def async_log_success_event(self, kwargs, response_obj, start_time, end_time):
        self.say(kwargs)

    async def async_log_failure_event(self, kwargs, response_obj, start_time, end_time):
        self.say(kwargs)

    def say(self, kwargs):
        payload = kwargs.get("standard_logging_object")
        if payload is None:
            return
        known = {**(payload.get("metadata") or {}), **told(payload, kwargs.get("litellm_params") or {})}
        plain = {
            "custom_llm_provider": payload.get("custom_llm_provider") or "unknown",
            # with all its digits a duration looks like the number of a card, and would be taken for one
            "response_cost": round(payload.get("response_cost") or 0, 9),
            "response_time": round(payload.get("response_time") or 0, 3),
        }
        event = taken({**payload, **plain, "metadata": known})
        text = json.dumps(event, default=str, separators=(",", ":"))
        sys.stdout.write(${JSON.stringify(`${GATEWAY_LINE_MARK},"payload":`)} + text + "}\\n")
        sys.stdout.flush()


audit = Audit()
`;

/** The programs of the gateway, with what else they read. */
export function auditManifest(namespace: string, more: Readonly<Record<string, string>> = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NAME, namespace },
    data: { [AUDIT_FILE]: AUDIT_PROGRAM, ...more },
  };
}

/** What the chart is told, so that the program is there and a change of it reaches running pods. */
export const AUDIT_VALUES = {
  volumes: [{ name: 'audit', configMap: { name: NAME } }],
  volumeMounts: [{ name: 'audit', mountPath: FOLDER, readOnly: true }],
  podAnnotations: { 'groundplane.io/audit': createHash('sha256').update(AUDIT_PROGRAM).digest('hex').slice(0, 12) },
} as const;
export const AUDIT_ENVIRONMENT = { PYTHONPATH: FOLDER } as const;
