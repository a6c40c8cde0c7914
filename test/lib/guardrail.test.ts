import { bedrockRoute } from '../../lib/bedrock';
import { Guardrail } from '../../lib/guardrail';
import { pick, resource, synthesize } from './fixtures';

const json = synthesize((stack) => {
  new Guardrail(stack, 'Guardrail', { encryptionKey: { arn: 'key' } });
});

describe('a guardrail', () => {
  test('stops attacks in questions, masks whom a text is about, and refuses what opens a door', () => {
    const guardrail = resource(json, 'aws_bedrock_guardrail');
    const text = JSON.stringify(guardrail);

    expect(text).toContain('{"input_strength":"HIGH","output_strength":"NONE","type":"PROMPT_ATTACK"}');
    expect(text).toContain('{"action":"ANONYMIZE","type":"EMAIL"}');
    expect(text).toContain('{"action":"BLOCK","type":"PASSWORD"}');
    expect(guardrail['kms_key_arn']).toBe('key');
  });

  test('gets another version with every change, before the one in use goes', () => {
    const version = resource(json, 'aws_bedrock_guardrail_version');

    expect(pick(version, 'lifecycle', 'create_before_destroy')).toBe(true);
    expect(pick(version, 'lifecycle', 'replace_triggered_by')).toEqual([
      expect.stringMatching(/^aws_bedrock_guardrail\.\w+$/),
    ]);
  });

  test('is named in every call of the model, and may be applied by who calls', () => {
    let route: ReturnType<typeof bedrockRoute> | undefined;
    synthesize((stack) => {
      const statement = { Action: 'bedrock:ApplyGuardrail', Resource: 'arn' };
      route = bedrockRoute(stack, {
        name: 'cloud',
        model: 'amazon.nova-lite-v1:0',
        dataClass: 'internal',
        guardrail: { id: 'g', versionArn: 'arn:1', version: '3', statements: [statement] },
      });
    });

    expect(route?.params['guardrailConfig']).toMatchObject({ guardrailIdentifier: 'g', guardrailVersion: '3' });
    expect(route?.statements).toContainEqual({ Action: 'bedrock:ApplyGuardrail', Resource: 'arn' });
  });
});
