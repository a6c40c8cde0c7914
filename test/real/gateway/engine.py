"""An engine in vLLM's place: its addresses, its look at the key, and middleware put on as vLLM puts it on: python engine.py PORT MIDDLEWARE."""

import importlib
import inspect
import json
import os
import sys

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
USED = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}


class Authentication:
    """Guards what begins with /v1 and nothing else, as vLLM's does."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["path"].startswith("/v1"):
            said = dict(scope["headers"]).get(b"authorization", b"").decode()
            if said != f"Bearer {os.environ['VLLM_API_KEY']}":
                return await JSONResponse({"error": "Unauthorized"}, 401)(scope, receive, send)
        return await self.app(scope, receive, send)


@app.get("/health")
async def health():
    return {}


@app.post("/invocations")
async def invocations():
    return {"said": "anything"}


@app.get("/v1/models")
async def models():
    return {"data": [{"id": "private"}]}


@app.post("/v1/chat/completions")
async def chat(request: Request):
    body = json.loads(await request.body())
    if body["messages"][0]["content"] == "break":
        return JSONResponse({"error": "broken"}, 500)
    if not body.get("stream"):
        return {"id": "chatcmpl-1", "choices": [{"message": {"content": "the heron"}}], "usage": USED}

    async def pieces():
        for word in ["the", " heron"] * 3:
            yield f"data: {json.dumps({'id': 'chatcmpl-2', 'choices': [{'delta': {'content': word}}]})}\n\n"
        if (body.get("stream_options") or {}).get("include_usage"):
            yield f"data: {json.dumps({'id': 'chatcmpl-2', 'choices': [], 'usage': USED})}\n\n"
        yield "data: [DONE]\n\n"

    return StreamingResponse(pieces(), media_type="text/event-stream")


app.add_middleware(Authentication)
module, name = sys.argv[2].rsplit(".", 1)
middleware = getattr(importlib.import_module(module), name)
assert inspect.isclass(middleware)
app.add_middleware(middleware)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
