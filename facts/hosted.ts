/**
 * Open models of the catalogue that Bedrock answers by the token, as the price book names them: what a model of one's own has to
 * be held against besides the API it replaces. Source: Bedrock model ids, 2026-09.
 */
export const HOSTED: Readonly<Record<string, string>> = {
  'gemma-3-12b': 'bedrock/google.gemma-3-12b-it',
  'gemma-3-27b': 'bedrock/google.gemma-3-27b-it',
  'gpt-oss-120b': 'bedrock/openai.gpt-oss-120b-1:0',
  'gpt-oss-20b': 'bedrock/openai.gpt-oss-20b-1:0',
  'llama-3.1-8b': 'bedrock/meta.llama3-1-8b-instruct-v1:0',
  'llama-3.3-70b': 'bedrock/meta.llama3-3-70b-instruct-v1:0',
  'mistral-7b': 'bedrock/mistral.mistral-7b-instruct-v0:2',
  'qwen3-32b': 'bedrock/qwen.qwen3-32b-v1:0',
};
