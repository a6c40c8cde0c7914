import { createHash } from 'node:crypto';
import { EVENT_FIELDS, GATEWAY_LINE_MARK } from '../audit-event';
import type { Manifest } from '../manifests';

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

/** One line for each request, made of the fields an event has; neither question nor answer is among them. */
export const AUDIT_PROGRAM = `import json
import sys

from fastapi import HTTPException
from litellm.integrations.custom_logger import CustomLogger

FIELDS = ${JSON.stringify(FIELDS)}
OWN_WAY = set(${JSON.stringify(OWN_WAY)})


def taken(payload):
    kept = {}
    for field in FIELDS:
        value, target, keys = payload, kept, field.split(".")
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            continue
        for key in keys[:-1]:
            target = target.setdefault(key, {})
        target[keys[-1]] = value
    return kept


class Audit(CustomLogger):
    async def async_pre_call_hook(self, user_api_key_dict, cache, data, call_type):
        named = sorted(OWN_WAY.intersection(data))
        if named:
            raise HTTPException(status_code=400, detail={"error": "not for callers to say: " + ", ".join(named)})
        return data

    async def async_log_success_event(self, kwargs, response_obj, start_time, end_time):
        self.say(kwargs)

    async def async_log_failure_event(self, kwargs, response_obj, start_time, end_time):
        self.say(kwargs)

    def say(self, kwargs):
        payload = kwargs.get("standard_logging_object")
        if payload is None:
            return
        kept = taken(payload)
        model = (kwargs.get("litellm_params") or {}).get("model_info") or {}
        if "data_class" in model:
            kept.setdefault("metadata", {})["data_class"] = model["data_class"]
        text = json.dumps(kept, default=str, separators=(",", ":"))
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
