/** The load balancer people come through to one part of the platform. */
export interface Entry {
  /** Name it answers to. */
  host: string;
  /** Certificate for that name. */
  certificateArn: string;
  /** Zones it stands in. */
  zones: number;
  /** Range its own addresses are in. */
  vpcCidr: string;
  /** Whom it faces. @default - who is inside the company's networks */
  internet?: InternetExposure;
  /** Bucket it writes a line of every request into. @default - nobody is told of requests */
  logsBucket?: string;
}

/** Parts of the platform people come to through a load balancer; below these names lie the files of each. */
export const ENTRIES = ['chat', 'gateway'] as const;

/** What it takes to face the internet. */
export interface InternetExposure {
  /** ARN of the web firewall in front of it. */
  firewallArn: string;
  /** Ranges that may come. */
  cidrs: readonly string[];
}

/** Private address ranges; an internal load balancer is asked by nobody else. */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
/** TLS 1.2 with forward secrecy, or 1.3. */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/** What the load balancer controller is told by an Ingress: TLS only, the pods themselves as targets. */
export function albAnnotations(
  entry: Entry,
  options: { part: (typeof ENTRIES)[number]; healthPath: string; idleSeconds: number },
): Record<string, string> {
  const { internet } = entry;
  const annotation = (name: string, value: string): [string, string] => [`alb.ingress.kubernetes.io/${name}`, value];
  return Object.fromEntries([
    annotation('scheme', schemeOf(entry)),
    annotation('target-type', 'ip'),
    annotation('listen-ports', '[{"HTTPS":443}]'),
    annotation('certificate-arn', entry.certificateArn),
    annotation('ssl-policy', TLS_POLICY),
    annotation('inbound-cidrs', (internet?.cidrs ?? PRIVATE_RANGES).join(',')),
    annotation('healthcheck-path', options.healthPath),
    annotation(
      'load-balancer-attributes',
      [
        `idle_timeout.timeout_seconds=${options.idleSeconds}`,
        'routing.http.drop_invalid_header_fields.enabled=true',
        ...(entry.logsBucket === undefined
          ? []
          : [
              'access_logs.s3.enabled=true',
              `access_logs.s3.bucket=${entry.logsBucket}`,
              `access_logs.s3.prefix=${options.part}`,
            ]),
      ].join(','),
    ),
    ...(internet === undefined ? [] : [annotation('wafv2-acl-arn', internet.firewallArn)]),
  ]);
}

export function schemeOf({ internet }: Entry): 'internal' | 'internet-facing' {
  return internet === undefined ? 'internal' : 'internet-facing';
}
