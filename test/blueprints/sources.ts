/** Sources of every kind, as they stand in a client file. */
const COMMON = `owner: team@acme.example
      classification: internal
      columns: { id: { type: string }, title: { type: string }, body: { type: string }, seen_at: { type: timestamp } }
      key: [id]
      freshness: { column: seen_at, warnHours: 24, errorHours: 48 }
      retentionDays: 400`;

/** A `data` section with a source of each kind. */
export function dataSection({ via = 'kinesis', more = '' }: { via?: string; more?: string } = {}): string {
  return `data:
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/pipeline@sha256:${'0'.repeat(64)}
  sources:
    pages:
      kind: drop
      format: json
      mode: snapshot
      documents: { title: title, text: body }
      access: [user, auditor]
      ${COMMON}
    orders:
      kind: database
      mode: changes
      engine: postgres
      host: orders.db.acme.example
      port: 5432
      network: 10.200.8.0/24
      database: shop
      table: public.orders
      secretArn: arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf
      access: [developer]
      ${COMMON}
    events:
      kind: stream
      via: ${via}
${via === 'msk' ? '      network: 10.20.0.0/16\n' : ''}      access: [auditor]
      ${COMMON}
  streaming: { accepted: understood, monthlyUsd: '60' }
${more}`;
}
