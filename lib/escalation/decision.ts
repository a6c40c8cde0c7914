/** What a decision is: who sends one holds to it, and the program that takes one is told it. */
export const DECISION = {
  verdicts: ['upheld', 'overruled'],
  /** What LiteLLM gives as number of a request, with room. */
  request: '^[A-Za-z0-9_-]{1,100}$',
  longestReason: 1000,
} as const;
