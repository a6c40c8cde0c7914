import { Backup } from '../../lib/backup';
import { environment, pick, resource, resources, synthesize } from './fixtures';

const props = { encryptionKey: { arn: 'key' }, retentionDays: 14, locked: false, alarmTopicArn: 'topic' };

function backup(
  over: Partial<typeof props> & { copyRegion?: string } = {},
  protectData = true,
): ReturnType<typeof synthesize> {
  return synthesize((stack) => {
    new Backup(stack, 'Backup', { ...props, ...over });
  }, environment({ protectData }));
}

describe('a backup', () => {
  test('takes whatever carries the tag of the environment', () => {
    expect(resource(backup(), 'aws_backup_selection')['selection_tag']).toEqual([
      { type: 'STRINGEQUALS', key: 'backup-plan', value: 'acme-production' },
    ]);
  });

  test('puts a copy under a key of the region it goes to', () => {
    const json = backup({ copyRegion: 'eu-west-1' });

    expect(resources(json, 'aws_backup_vault').map((vault) => vault['region'])).toEqual([undefined, 'eu-west-1']);
    expect(resource(json, 'aws_kms_key')['region']).toBe('eu-west-1');
    expect(pick(resource(json, 'aws_backup_plan'), 'rule', 0, 'copy_action')).toHaveLength(1);
  });

  test('locks every vault or none', () => {
    expect(
      resources(backup({ locked: true, copyRegion: 'eu-west-1' }), 'aws_backup_vault_lock_configuration'),
    ).toHaveLength(2);
    expect(resources(backup(), 'aws_backup_vault_lock_configuration')).toEqual([]);
  });

  test('that fails is told', () => {
    const rule = resource(backup(), 'aws_cloudwatch_event_rule');

    expect(JSON.parse(String(rule['event_pattern']))).toMatchObject({
      source: ['aws.backup'],
      detail: { state: ['FAILED', 'ABORTED', 'EXPIRED'] },
    });
    expect(resource(backup(), 'aws_cloudwatch_event_target')['arn']).toBe('topic');
  });

  test.each([true, false])('goes with its vault only where data is not protected: %s', (protectData) => {
    expect(resource(backup({}, protectData), 'aws_backup_vault')['force_destroy']).toBe(!protectData);
  });
});
