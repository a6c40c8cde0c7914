import { judge } from '../../checks';
import { build, buildAnew, STAGES } from './fixtures';

describe.each(STAGES)('%s at %s', (tier, phase) => {
  test('is clean: no rule finds anything, and everything that costs has a price or says why not', async () => {
    const { synthesized } = build(tier, phase);

    const { policy, cost } = await judge(synthesized, { tier, today: '2026-11-21', waivers: [] });

    expect(policy.findings).toEqual([]);
    expect(cost.lines.filter(({ status }) => status === 'unpriced' || status === 'unknown')).toEqual([]);
  });

  test('gives the same bytes again in one process', () => {
    const once = build(tier, phase);
    const again = buildAnew(tier, phase);

    expect(JSON.stringify(again.synthesized)).toBe(JSON.stringify(once.synthesized));
  });
});

const GOV = STAGES.map((stage) => ['us-gov-west-1', 'aws-us-gov', ...stage] as const);
const CHINA = STAGES.filter(([, phase]) => phase !== 'day-30').map(
  (stage) => ['cn-northwest-1', 'aws-cn', ...stage] as const,
);

test.each([...GOV, ...CHINA])(
  'in %s of %s nothing is named of another partition: %s at %s',
  (region, partition, ...stage) => {
    const text = JSON.stringify(build(...stage, region).synthesized);

    expect(text.match(/arn:aws:[^"]*/g)).toBeNull();
    expect(text).toContain(`arn:${partition}:`);
  },
);

test.each(STAGES.filter(([, phase]) => phase === 'day-30'))(
  'where no cloud model is sold, %s at %s is refused',
  (...stage) => {
    expect(() => build(...stage, 'cn-northwest-1')).toThrow('no Amazon Bedrock');
  },
);
