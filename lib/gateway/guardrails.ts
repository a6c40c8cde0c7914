import type { PresidioUse } from '../presidio';

/** A guardrail as LiteLLM is told of it. */
interface NamedGuardrail {
  guardrail_name: string;
  litellm_params: { mode: 'pre_call' | 'post_call'; [more: string]: unknown };
}

/** Personal data that is found by its form or its words, and what becomes of it. */
const PERSONAL_DATA = {
  PERSON: 'MASK',
  EMAIL_ADDRESS: 'MASK',
  PHONE_NUMBER: 'MASK',
  IBAN_CODE: 'MASK',
  CREDIT_CARD: 'MASK',
  CRYPTO: 'MASK',
  US_SSN: 'MASK',
  US_PASSPORT: 'MASK',
  US_DRIVER_LICENSE: 'MASK',
  UK_NHS: 'MASK',
  MEDICAL_LICENSE: 'MASK',
} as const;

/** Attacks that the words of a question give away. */
const ATTACKS = ['prompt_injection_jailbreak', 'prompt_injection_system_prompt', 'prompt_injection_data_exfiltration'];

/** What no answer may say: credentials, by their form. */
const CREDENTIALS = ['aws_access_key', 'github_token', 'slack_token'];

/**
 * What every request goes through, whichever model it is for, and cannot be asked away by the caller. Presidio and the gateway itself
 * look; nothing leaves the cluster for it. One that is away or in error refuses the request.
 */
export function guardrails(presidio: PresidioUse | undefined): { guardrails?: NamedGuardrail[] } {
  if (presidio === undefined) return {};
  return {
    guardrails: [
      {
        guardrail_name: 'personal-data',
        litellm_params: {
          guardrail: 'presidio',
          // beside the call would be too late: the text has gone by the time of the verdict
          mode: 'pre_call',
          default_on: true,
          presidio_analyzer_api_base: presidio.analyzerUrl,
          presidio_anonymizer_api_base: presidio.anonymizerUrl,
          // without it one that hangs holds every request for five minutes, measured
          timeout: 5,
          presidio_language: 'en',
          pii_entities_config: PERSONAL_DATA,
          // the model sees placeholders; whoever asked gets back what he wrote
          output_parse_pii: true,
        },
      },
      {
        guardrail_name: 'prompt-attacks',
        litellm_params: {
          guardrail: 'litellm_content_filter',
          mode: 'pre_call',
          default_on: true,
          categories: ATTACKS.map((category) => ({
            category,
            enabled: true,
            action: 'BLOCK',
            severity_threshold: 'medium',
          })),
        },
      },
      {
        guardrail_name: 'credentials-in-answers',
        litellm_params: {
          guardrail: 'litellm_content_filter',
          mode: 'post_call',
          default_on: true,
          patterns: CREDENTIALS.map((pattern_name) => ({ pattern_type: 'prebuilt', pattern_name, action: 'BLOCK' })),
        },
      },
    ],
  };
}

/** Names of those that look at every question. One that looks at answers has nothing to look at where an answer has no words. */
export function guardrailNames(presidio: PresidioUse): string[] {
  return (guardrails(presidio).guardrails ?? [])
    .filter(({ litellm_params }) => litellm_params.mode === 'pre_call')
    .map(({ guardrail_name }) => guardrail_name);
}
