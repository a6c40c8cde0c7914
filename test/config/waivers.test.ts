import { clientYaml, problemsOf } from './fixtures';

const waiver = (more: string): string =>
  `waivers:\n- { id: PAI-EKS-001, scope: acme-production-cluster/Cluster, reason: "the office moves behind the VPN", ${more} }\n`;
const WHOLE = 'owner: platform, ticket: T-1';

test.each([
  ['mid-market', '2027-05-20', []],
  ['mid-market', '2027-05-21', ['waivers[0].expires']],
  ['enterprise', '2027-02-19', []],
  ['enterprise', '2027-02-20', ['waivers[0].expires']],
])('in %s a waiver until %s is refused for %j', (tier, expires, paths) => {
  const text = clientYaml({ top: waiver(`${WHOLE}, expires: "${expires}"`) }).replace('mid-market', tier);
  expect(problemsOf(text).map(({ path }) => path)).toEqual(paths);
});

test('a day too far ahead is told with all else a waiver lacks', () => {
  const problems = problemsOf(clientYaml({ top: waiver('expires: "2028-01-01"') }));
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ['MissingSetting', 'waivers[0].owner'],
    ['MissingSetting', 'waivers[0].ticket'],
    ['WaiverTooLong', 'waivers[0].expires'],
  ]);
});
