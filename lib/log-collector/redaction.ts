/** What never leaves a node, as patterns of RE2. Told by form alone, so some of what is masked is none of it. */
export const PERSONAL = {
  email: String.raw`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`,
  // the five large schemes; any run of 16 digits would be a time stamp now and then
  card: String.raw`\b(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6(?:011|5\d{2}))[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}\b`,
  amexCard: String.raw`\b3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b`,
  iban: String.raw`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b`,
  usSocialSecurity: String.raw`\b\d{3}-\d{2}-\d{4}\b`,
  usMedicare: String.raw`\b[1-9][A-HJKMNP-RT-Y][A-HJKMNP-RT-Y0-9]\d-?[A-HJKMNP-RT-Y][A-HJKMNP-RT-Y0-9]\d-?[A-HJKMNP-RT-Y]{2}\d{2}\b`,
  ukHealthService: String.raw`\b\d{3}[ -]\d{3}[ -]\d{4}\b`,
  germanHealthInsurance: String.raw`\b[A-Z]\d{9}\b`,
} as const;

/** Keys and tokens, should a program say one. */
export const SECRETS = {
  bearer: String.raw`[Bb]earer [A-Za-z0-9._~+/-]{16,}=*`,
  gatewayKey: String.raw`\bsk-[A-Za-z0-9_-]{16,}`,
  awsKey: String.raw`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`,
  webToken: String.raw`\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+`,
} as const;
