/** A form of token that is a secret wherever it stands. */
export interface TokenPattern {
  kind: string;
  /** Source of a regular expression without groups; every quantifier is bounded or stops at one character class. */
  source: string;
}

/**
 * Published token formats. Sources: the issuers' own documentation of their prefixes, as of 2026-10.
 * Order matters where one form contains another: the first that matches names the kind.
 */
export const TOKEN_PATTERNS: readonly TokenPattern[] = [
  {
    kind: 'private-key',
    source: '-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----[^-]*(?:-----END [A-Z0-9 ]{0,60}-----)?',
  },
  { kind: 'aws-access-key-id', source: '\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\\b' },
  { kind: 'github-token', source: '\\bgh[pousr]_[A-Za-z0-9]{30,255}' },
  { kind: 'github-token', source: '\\bgithub_pat_[A-Za-z0-9_]{22,255}' },
  { kind: 'gitlab-token', source: '\\bgl(?:pat|dt|rt|ptt|soat)-[A-Za-z0-9_-]{20,}' },
  { kind: 'slack-token', source: '\\bxox[abeoprs]-[A-Za-z0-9-]{10,}' },
  { kind: 'slack-token', source: '\\bxapp-\\d-[A-Za-z0-9-]{10,}' },
  {
    kind: 'slack-webhook',
    source: 'hooks\\.slack\\.com/services/T[A-Za-z0-9_]{6,}/B[A-Za-z0-9_]{6,}/[A-Za-z0-9_]{16,}',
  },
  { kind: 'hugging-face-token', source: '\\bhf_[A-Za-z0-9]{30,}' },
  { kind: 'google-api-key', source: '\\bAIza[A-Za-z0-9_-]{35}' },
  { kind: 'stripe-key', source: '\\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}' },
  // the word boundary keeps out "task-", "disk-", "risk-"; the digit keeps out words joined by dashes
  { kind: 'sk-key', source: '(?<![A-Za-z0-9_-])sk-(?=[A-Za-z_-]{0,40}\\d)[A-Za-z0-9_-]{20,}' },
  { kind: 'groq-key', source: '\\bgsk_[A-Za-z0-9]{32,}' },
  { kind: 'nvidia-key', source: '\\bnvapi-[A-Za-z0-9_-]{32,}' },
  { kind: 'databricks-token', source: '\\bdapi[0-9a-f]{32}\\b' },
  { kind: 'vault-token', source: '\\bhv[sbr]\\.[A-Za-z0-9_-]{20,}' },
  { kind: 'npm-token', source: '\\bnpm_[A-Za-z0-9]{36}' },
  { kind: 'pypi-token', source: '\\bpypi-AgE[A-Za-z0-9_-]{20,}' },
  { kind: 'docker-token', source: '\\bdckr_[ops]at_[A-Za-z0-9_-]{20,}' },
  { kind: 'sendgrid-key', source: '\\bSG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}' },
  { kind: 'grafana-token', source: '\\bgl(?:sa|c)_[A-Za-z0-9_+/=]{20,}' },
  { kind: 'splunk-token', source: '\\bSplunk [0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}' },
  { kind: 'azure-key', source: '\\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2}' },
  { kind: 'jwt', source: '(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}' },
  { kind: 'password-in-url', source: '\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@"\'${}<>]{0,100}:[^\\s/@"\'${}<>]{3,200}@' },
];

/**
 * Names under which a literal is a secret whatever it looks like. Matched against the end of a key with dashes, dots and
 * underscores taken out: `adminPassword` and `DB_PASSWORD` are, `adminPasswordKey` (the name of a key) is not.
 */
export const SECRET_NAME =
  /(?:password|passwd|passphrase|pwd|apikey|clientsecret|secretaccesskey|privatekey|accesstoken|authtoken|bearertoken|refreshtoken|masterkey|saltkey|signingkey|appkey|hectoken|webhooksecret|secretstring|secretbinary)$/;

/** Names that may as well hold the name of a secret: only a value that looks random counts. */
export const PERHAPS_SECRET_NAME = /(?:secret|secretkey|token|accesskey|credentials?|encryptionkey)$/;

/** What stands where a secret would, and is none: references, placeholders, switches, paths, names of variables. */
export const NO_SECRET_VALUE =
  /^(?:|none|null|true|false|yes|no|on|off|required|optional|enabled|disabled|auto|default|arn:.*|\$.*|.*\$\{.*\}.*|.*\{\{.*\}\}.*|<.*>|\*+|os\.environ\/.*|env:.*|vault:.*|ref\+.*|\/.*|alias\/.*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\(known after apply\))$/s;
