import type { DataClass } from '../../contract';
import type { Statement } from '../core';

/** Pods that answer, and where. */
export interface GatewayTarget {
  namespace: string;
  pods: Record<string, string>;
  port: number;
}

/**
 * A model behind the gateway. Whoever serves it hands this over; the gateway needs to know no more, and nobody writes its name
 * twice.
 */
export interface ModelRoute {
  /** What users call it. */
  name: string;
  provider: 'vllm' | 'ollama' | 'bedrock';
  /** Catalogue id or the provider's model id. */
  model: string;
  /** Commit of the weights, or the version in the provider's id; stands in the audit. @default - whoever serves it does not say */
  revision?: string;
  /** Cross-region inference profile it is called through; the price depends on it. */
  inferenceProfile?: string;
  /** What it answers with; its health is asked in that way. @default chat */
  mode?: 'chat' | 'embedding' | 'rerank';
  location: 'cluster' | 'cloud';
  /** Highest class of data it may see. */
  dataClass: DataClass;
  /** LiteLLM's own parameters; keys may be `os.environ/…`. */
  params: Record<string, string | number | Readonly<Record<string, string>>>;
  /** Where pods must be reached for it. */
  target?: GatewayTarget;
  /** What the gateway must be allowed in IAM for it. */
  statements?: readonly Statement[];
  monthlyTokens?: { input: number; output: number };
}
