"""Prints, one a line, what a LiteLLM configuration says that this LiteLLM would pass over without a word."""

import inspect
import pathlib
import re
import sys

import litellm
import yaml
from litellm.proxy import _types
from litellm.router import Router
from litellm.types.guardrails import LitellmParams
from litellm.types.router import LiteLLM_Params

config = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text())
root = pathlib.Path(litellm.__file__).parent
source = "".join(path.read_text() for path in sorted((root / "proxy").rglob("*.py")))


def read_somewhere(section, key):
    return re.search(rf"""{section}(\.get\(|\[)\s*["']{key}["']""", source) is not None


def general(key):
    return key in _types.ConfigGeneralSettings.model_fields or read_somewhere("general_settings", key)


def litellm_setting(key):
    return hasattr(litellm, key) or read_somewhere("litellm_settings", key) or f'key == "{key}"' in source


router = inspect.signature(Router.__init__).parameters
cache = inspect.signature(litellm.Cache.__init__).parameters
redis = _types.CoordinationRedisParams.model_fields
sections = {
    "general_settings": general,
    "litellm_settings": litellm_setting,
    "router_settings": lambda key: key in router,
    "litellm_settings.cache_params": lambda key: key in cache or key in redis,
    "general_settings.coordination_redis": lambda key: key in redis,
}
for section, known in sections.items():
    part = config
    for word in section.split("."):
        part = (part or {}).get(word)
    for key in part or {}:
        if not known(key):
            print(f"{section}.{key}")
known_sections = {"model_list", "guardrails", "general_settings", "litellm_settings", "router_settings"}
for key in config.keys() - known_sections:
    print(key)
def blocks(provider):
    return provider.get_config_blocks() if hasattr(provider, "get_config_blocks") else []


providers = {"ollama_chat": litellm.OllamaChatConfig, "bedrock": litellm.AmazonConverseConfig}
for model in config["model_list"]:
    provider = providers.get(model["litellm_params"]["model"].split("/")[0])
    own = {*inspect.signature(provider.__init__).parameters, *blocks(provider)} if provider else set()
    for key in model["litellm_params"].keys() - LiteLLM_Params.model_fields.keys() - own:
        print(f"model_list.{model['model_name']}.litellm_params.{key}")
for guardrail in config.get("guardrails", []):
    for key in guardrail["litellm_params"].keys() - LitellmParams.model_fields.keys():
        print(f"guardrails.{guardrail['guardrail_name']}.litellm_params.{key}")
