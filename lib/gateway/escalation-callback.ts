import { GATEWAY_LINE_MARK } from '../audit-event';

const MODULE = 'groundplane_escalation';
export const ESCALATION_FILE = `${MODULE}.py`;
/** What LiteLLM is told to call. */
export const ESCALATION_CALLBACK = `${MODULE}.escalation`;
/** Guardrails whose stops a person has to look at, commas between. */
export const ESCALATED_VARIABLE = 'GROUNDPLANE_ESCALATED';
export const QUEUE_VARIABLE = 'GROUNDPLANE_ESCALATION_QUEUE';

/** Characters of a question that are handed over; a message of the queue has room for a quarter of a million bytes. */
const LONGEST = 40_000;

/**
 * Hands what a guardrail stopped to a person. The caller is refused either way; he is told the number under which it waits, or
 * that it waits for nobody, as the queue could not be reached.
 */
export const ESCALATION_PROGRAM = `import asyncio
import json
import os
import sys

import boto3
from botocore.config import Config
from fastapi import HTTPException
from litellm.integrations.custom_logger import CustomLogger

ESCALATED = set(os.environ["${ESCALATED_VARIABLE}"].split(","))
QUEUE = os.environ["${QUEUE_VARIABLE}"]
STOPPED = {"guardrail_intervened", "guardrail_flagged"}
PATIENCE = Config(connect_timeout=2, read_timeout=3, retries={"max_attempts": 1})


def stopped_by(data):
    seen = []
    for name in ("metadata", "litellm_metadata"):
        seen += (data.get(name) or {}).get("standard_logging_guardrail_information") or []
    names = [each.get("guardrail_name") for each in seen if each.get("guardrail_status") in STOPPED]
    return next((name for name in names if name in ESCALATED), None)


def hand_over(message):
    region = QUEUE.split(".")[1]
    boto3.client("sqs", region_name=region, config=PATIENCE).send_message(QueueUrl=QUEUE, MessageBody=json.dumps(message))


def say(number, status, who, guardrail, model):
    metadata = {**who, "guardrail_name": guardrail, "guardrail_status": "blocked"}
    payload = {"id": number, "trace_id": number, "call_type": "human_escalation", "status": status, "metadata": metadata}
    payload |= {"model": model or "unknown", "model_group": model, "custom_llm_provider": "unknown"}
    text = json.dumps(payload, default=str, separators=(",", ":"))
    sys.stdout.write(${JSON.stringify(`${GATEWAY_LINE_MARK},"payload":`)} + text + "}\\n")
    sys.stdout.flush()


class Escalation(CustomLogger):
    async def async_post_call_failure_hook(self, request_data, original_exception, user_api_key_dict, traceback_str=None):
        guardrail = stopped_by(request_data)
        if guardrail is None:
            return None
        number = str(request_data.get("litellm_call_id"))
        who = {
            "user_api_key_alias": user_api_key_dict.key_alias or user_api_key_dict.user_id or "unknown",
            "user_api_key_team_id": user_api_key_dict.team_id,
            "user_api_key_end_user_id": user_api_key_dict.end_user_id,
        }
        who = {name: value for name, value in who.items() if value}
        asked = request_data.get("messages") or request_data.get("input") or request_data.get("prompt")
        text = json.dumps(asked, default=str)[:${LONGEST}]
        message = {"id": number, "guardrail": guardrail, "model": request_data.get("model"), "asked": text, **who}
        try:
            await asyncio.to_thread(hand_over, message)
        except Exception:
            say(number, "failure", who, guardrail, request_data.get("model"))
            words = f"stopped by {guardrail}, and nobody could be told: ask again later, or somebody of the platform"
            return HTTPException(status_code=503, detail={"error": words, "escalation": number})
        say(number, "success", who, guardrail, request_data.get("model"))
        words = f"stopped by {guardrail}, and handed to a person under this number"
        return HTTPException(status_code=403, detail={"error": words, "escalation": number})


escalation = Escalation()
`;
