/** Name of the prepared question. */
export const LINEAGE = 'lineage';

/** Columns of the answer that stand in the event as they are, by where. */
const FIELDS = {
  request: '$.body.metadata.uid',
  decision: '$.body.metadata.correlation_uid',
  operation: '$.body.api.operation',
  status: '$.body.status',
  model: '$.body.ai_model.name',
  model_version: '$.body.ai_model.version',
  app: '$.body.actor.app_name',
  signed_in: '$.body.actor.user.uid',
  end_user: '$.body.unmapped.end_user.id',
  answer: '$.body.unmapped.chat.message_id',
  verdict: '$.body.unmapped.override.verdict',
  decided_by: '$.body.unmapped.override.by',
  reason: '$.body.unmapped.override.reason',
} as const;
/** Those that are lists. */
const LISTS = { documents: '$.body.unmapped.documents', guardrails: '$.body.unmapped.guardrails' } as const;

/**
 * Everything the archive knows of one request: what was asked of which model in which version, the documents, what guardrails did, and
 * what a person decided. Asked with the first day that is read (`2026-11-20`) and the number of the request; without the day, all of
 * the archive would be read.
 */
export function lineageQuery(table: string): string {
  const plain = Object.entries(FIELDS).map(([name, path]) => `json_extract_scalar(message, '${path}') AS ${name}`);
  const lists = Object.entries(LISTS).map(([name, path]) => `json_format(json_extract(message, '${path}')) AS ${name}`);
  const time = `CAST(json_extract_scalar(message, '$.body.time') AS bigint) AS told_at`;
  return `WITH told AS (
  SELECT ${[time, ...plain, ...lists].join(',\n    ')}
  FROM ${table} CROSS JOIN UNNEST(transform(logevents, event -> event.message)) AS line (message)
  WHERE dt >= ? AND loggroup LIKE '%/audit'
), wanted AS (SELECT CAST(? AS varchar) AS number),
named AS (
  SELECT told.request, told.decision, told.answer FROM told CROSS JOIN wanted
  WHERE wanted.number IN (told.request, told.decision, told.answer)
)
SELECT DISTINCT told.* FROM told CROSS JOIN wanted
WHERE wanted.number IN (told.request, told.decision)
  OR told.answer IN (SELECT answer FROM named)
  OR told.decision IN (SELECT request FROM named)
ORDER BY told_at`;
}
