import { CloudwatchQueryDefinition } from '@cdktf/provider-aws/lib/cloudwatch-query-definition';
import { Construct } from 'constructs';
import { physicalName } from '../core';

export interface SavedQueriesProps {
  /** Group of the events of the gateway. */
  auditGroupName: string;
}

const QUERIES = {
  'who-asked': 'stats count(*) as requests by body.actor.user.uid, body.actor.app_name | sort requests desc',
  refused:
    'filter body.status_id = 2 | fields @timestamp, body.actor.app_name, body.ai_model.name, body.unmapped.error.type',
  spent: 'stats sum(body.unmapped.cost.usd) as usd by body.unmapped.team.name | sort usd desc',
  'guardrail-verdicts': 'stats count(*) as requests by body.unmapped.guardrail.name, body.unmapped.guardrail.verdict',
} as const;

/** Questions to the events of the gateway, for who watches in CloudWatch. Free; what is read costs 0.005 USD a GB. */
export class SavedQueries extends Construct {
  readonly resources: { queries: CloudwatchQueryDefinition[] };

  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    this.resources = {
      queries: Object.entries(QUERIES).map(
        ([word, queryString]) =>
          new CloudwatchQueryDefinition(this, word, {
            name: `${physicalName(this, 'audit')}/${word}`,
            logGroupNames: [props.auditGroupName],
            queryString,
          }),
      ),
    };
  }
}
