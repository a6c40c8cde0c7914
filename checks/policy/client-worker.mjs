// Evaluates a client's compiled rules in a thread of its own, so that one that never ends can be ended.
import { parentPort, workerData } from 'node:worker_threads';
import opa from '@open-policy-agent/opa-wasm';

const { wasm, input, entrypoints, mostPages, mostBytes } = workerData;

/** Built-ins the module asks its host for. */
function hostBuiltins({ wasmInstance, mem }) {
  const start = wasmInstance.exports.opa_json_dump(wasmInstance.exports.builtins());
  const bytes = new Uint8Array(mem.buffer);
  return Object.keys(JSON.parse(new TextDecoder().decode(bytes.subarray(start, bytes.indexOf(0, start)))));
}

const reason = (error) => (typeof error === 'string' ? error : (error?.message ?? String(error)));

try {
  const policy = opa.loadPolicySync(wasm, { initial: 16, maximum: mostPages });
  parentPort.postMessage({ builtins: hostBuiltins(policy) });
  const text = new TextEncoder().encode(input).buffer;
  for (const entrypoint of entrypoints) {
    parentPort.postMessage({ begun: entrypoint });
    const result = policy.evaluate(text, entrypoint);
    if (JSON.stringify(result).length > mostBytes)
      throw new Error(`gives more than ${mostBytes / 2 ** 20} MB of findings`);
    parentPort.postMessage({ entrypoint, result });
  }
  parentPort.postMessage({ done: true });
} catch (error) {
  parentPort.postMessage({ error: reason(error) });
}
