import type { Construct } from 'constructs';
import { DirectAccess } from '../lib/direct-access';
import { keyFile, type GatewayTarget, type ModelRoute, type TeamAccess } from '../lib/gateway';
import type { GuardrailUse } from '../lib/guardrail';
import type { IKey } from '../lib/key';
import type { GeneratedSecret } from '../lib/secret';
import type { EngineCallers } from './local-models';

/** A team with an application that calls models past the gateway. */
export interface DirectTeam {
  team: string;
  models: readonly string[];
  tokensPerDay: number;
  /** Whether it may ask engines in the cluster, where no guardrail looks. */
  engines: 'none' | 'unguarded';
}

/** Who goes past the gateway, and with which keys. */
export interface DirectDoor {
  clusterName: string;
  /** @default - nobody */
  direct?: readonly DirectTeam[];
  /** @default - none */
  teams?: readonly TeamAccess[];
  /** A key of a team, drawn once, whoever needs it. */
  keyOf: (team: string, key: string) => GeneratedSecret;
}

/** What it leads to. */
interface Behind {
  routes: readonly ModelRoute[];
  guardrail: GuardrailUse | undefined;
  /** What keys of teams are encrypted with. */
  encryptionKey: IKey;
  auditGroupName: string;
  alarmTopicArn: string;
}

/** Teams whose applications ask engines by themselves, with the keys they have at the gateway. */
export function engineCallers({ direct = [], teams = [], keyOf }: DirectDoor): EngineCallers {
  const callers = direct.flatMap(({ team, models, engines }) =>
    engines === 'none' ? [] : [{ team, models, keys: keysOf(teams, team) }],
  );
  const keys = callers.flatMap((caller) =>
    Object.keys(caller.keys).map((key): [string, GeneratedSecret] => [
      keyFile(caller.team, key),
      keyOf(caller.team, key),
    ]),
  );
  return { teams: callers, keys: Object.fromEntries(keys) };
}

/** A namespace and a role for each application that goes past the gateway. */
export function openDirectly(
  scope: Construct,
  { clusterName, direct = [], teams = [], keyOf }: DirectDoor,
  behind: Behind,
): void {
  const { routes, guardrail, encryptionKey, auditGroupName, alarmTopicArn } = behind;
  for (const { team, models, tokensPerDay, engines } of direct) {
    const own = routes.filter(({ name }) => models.includes(name));
    const statements = own
      .filter(({ mode = 'chat' }) => mode === 'chat')
      .flatMap((route) => route.statements ?? [])
      .filter((each) => guardrail?.statements.includes(each) !== true);
    const targets = engines === 'none' ? [] : enginesOf(own);
    const keyArns = Object.keys(keysOf(teams, team)).map((key) => keyOf(team, key).resources.secret.arn);
    new DirectAccess(scope, `Direct-${team}`, {
      clusterName,
      team,
      bedrock: guardrail === undefined || statements.length === 0 ? undefined : { statements, guardrail },
      engines: targets.length === 0 ? undefined : { targets, keyArns, encryptionKey, auditGroupName },
      tokensPerDay,
      alarmTopicArn,
    });
  }
}

function keysOf(teams: readonly TeamAccess[], team: string): TeamAccess['keys'] {
  return teams.find(({ name }) => name === team)?.keys ?? {};
}

/** Pods of vLLM behind routes, each engine once: adapters share that of their model. */
function enginesOf(routes: readonly ModelRoute[]): GatewayTarget[] {
  const targets = routes.flatMap(({ provider, target }) =>
    provider === 'vllm' && target !== undefined ? [target] : [],
  );
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
}
