import { isObject, type Json, type JsonObject, type SecretFact, type StackFacts } from '../../contract';
import { isLeaf, longest, objectAt, referencesIn, type Configuration } from './plan-configuration';
import { secretFacts } from './secret-facts';
import { shapeFree } from './shape';
import { Unknown, type Tree } from './tree';

/** What a plan says about its stack. It shows neither backend nor required_version; modules are taken apart into resources. */
export function planFacts(
  plan: JsonObject,
  name: string,
  configuration: Configuration,
  types: readonly string[],
): StackFacts {
  const configured = Object.entries(objectAt(objectAt(plan, 'configuration'), 'provider_config')).filter(
    ([key]) => !key.includes(':'),
  );
  const requiredProviders: StackFacts['requiredProviders'] = {};
  for (const type of types) {
    const used = type.split('_')[0] ?? type;
    if (used !== 'terraform') requiredProviders[used] = {};
  }
  const providers: StackFacts['providers'] = {};
  for (const [key, provider] of configured) {
    if (!isObject(provider)) continue;
    const local = typeof provider['name'] === 'string' ? provider['name'] : (key.split('.')[0] ?? key);
    const { full_name: source, version_constraint: version } = provider;
    requiredProviders[local] = {
      ...requiredProviders[local],
      ...(typeof source === 'string' ? { source } : {}),
      ...(typeof version === 'string' ? { version } : {}),
    };
    const values = shapeFree(written(provider['expressions'] ?? {}));
    providers[local] = [...(providers[local] ?? []), isObject(values) ? values : {}];
  }
  return {
    name,
    requiredProviders: sorted(requiredProviders),
    providers: sorted(providers),
    outputs: outputFacts(configuration),
    modules: {},
  };
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The literal side of an expression; unknown where it holds references, which a plan does not resolve for providers. */
function written(expression: Json): Tree {
  if (Array.isArray(expression)) return expression.map(written);
  if (!isObject(expression)) return null;
  if (isLeaf(expression)) {
    return expression['constant_value'] ?? (referencesIn(expression).length > 0 ? new Unknown() : null);
  }
  return Object.fromEntries(Object.entries(expression).map(([name, inner]) => [name, written(inner)]));
}

function outputFacts(configuration: Configuration): StackFacts['outputs'] {
  return Object.fromEntries(
    Object.entries(sorted(configuration.root?.outputs() ?? {})).map(([name, output]) => [
      name,
      {
        sensitive: isObject(output) && output['sensitive'] === true,
        references: longest(referencesIn(isObject(output) ? output['expression'] : undefined)).sort(),
      },
    ]),
  );
}

/** Literal secrets in outputs. */
export function outputSecrets(configuration: Configuration, outputs: JsonObject, stack: string): SecretFact[] {
  const configured = configuration.root?.outputs() ?? {};
  return Object.entries(outputs).flatMap(([name, output]) => {
    const declared = configured[name];
    const passedOn = referencesIn(isObject(declared) ? declared['expression'] : undefined).length > 0;
    if (passedOn || !isObject(output)) return [];
    return secretFacts({ stack, address: `output.${name}`, path: stack }, { [name]: output['value'] ?? null });
  });
}
