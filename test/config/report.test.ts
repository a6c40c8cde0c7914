import { renderProblems } from '../../config';
import { clientYaml, loaded, problemsOf, replaced } from './fixtures';

describe('all at once', () => {
  test('mistakes of every sort in one file, in the order of its lines', () => {
    const text = clientYaml({
      top: 'colour: red\nnetwork: { cidr: 10.0.0.0/24, egres: none }\ngpuPools: { Chat: { maxNodes: 0 } }\nmodels: { a: { provider: vlm, contextTokens: 5 } }\n',
      environment: 'cluster: { version: 1.35 }\n',
    }).replace('account: "111122223333"', 'acount: 12');

    expect(problemsOf(text).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'colour UnknownSetting',
      'network.cidr CidrSize',
      'network.egres UnknownSetting',
      'network.egres NoWayOut',
      'gpuPools.Chat WrongName',
      'gpuPools.Chat.maxNodes OutOfRange',
      'models.a.provider UnknownValue',
      'models.a.contextTokens OutOfRange',
      'environments.production.acount UnknownSetting',
      'environments.production.acount WrongType',
      'environments.production.cluster.version WrongType',
    ]);
  });

  test('a mistake of meaning is not invented from a value that had to be left out', () => {
    const text = clientYaml({
      top: 'gpuPools: { chat: { instanceTypes: [nonsense] } }\nmodels: { a: { provider: vllm, pool: [] } }\n',
    });

    expect(problemsOf(text).map(({ path }) => path)).toEqual(['gpuPools.chat.instanceTypes[0]', 'models.a.pool']);
  });

  test('nothing is concluded from a tier that is not known', () => {
    const text = replaced('mid-market', 'medium').replace('deployRoleArn', 'domian');

    expect(problemsOf(text).map(({ path }) => path)).toEqual(['tier', 'environments.production.domian']);
  });
});

describe('on paper', () => {
  test('looks as people know it from other tools', () => {
    expect(renderProblems(problemsOf(replaced('mid-market', 'mid-markt')))).toBe(
      [
        'clients/acme/client.yaml:3:7  tier "mid-markt" is not known',
        '    3 │ tier: mid-markt',
        '      │       ~~~~~~~~~  did you mean "mid-market"? (smb, mid-market, enterprise)',
      ].join('\n'),
    );
  });

  test('underlines the word below the word, with tabs and a long line around it', () => {
    const long = `tags: { note: "${'x'.repeat(200)}",\tcolour: [], more: "${'y'.repeat(200)}" }\n`;

    const [, line = '', marks = ''] = renderProblems(problemsOf(clientYaml({ top: long }))).split('\n');

    expect(line.slice(marks.indexOf('~'), marks.lastIndexOf('~') + 1)).toBe('[]');
    expect(line.length).toBeLessThan(140);
  });

  test('names the environments a mistake holds for, where it is not all of them', () => {
    const text = `${clientYaml({ top: 'network: { zones: [euc1-az1, euc1-az2] }\n' })}  staging:
    account: "111122224444"
    region: eu-north-1
    domain: staging.acme.example
    cluster: { admins: ["arn:aws:iam::111122224444:role/admin"] }
`;

    const problems = problemsOf(text);

    expect(problems).toMatchObject([
      { path: 'network.zones[0]', environments: ['staging'], line: 8, column: 20 },
      { path: 'network.zones[1]', environments: ['staging'], line: 8, column: 30 },
    ]);
    expect(renderProblems(problems.slice(0, 1)).split('\n')[0]).toMatch(
      /network\.zones\[0\] "euc1-az1" .* \(staging\)$/,
    );
  });

  test('paints each piece as it is told and otherwise nothing', () => {
    const problems = problemsOf(replaced('mid-market', 'mid-markt'));
    const painted = renderProblems(problems, (piece, text) => `<${piece}>${text}</${piece}>`);

    expect(painted).toContain('<place>clients/acme/client.yaml:3:7</place>');
    expect(painted).toContain('<underline>~~~~~~~~~</underline>');
    expect(painted.replace(/<\/?[a-z]+>/g, '')).toBe(renderProblems(problems));
    expect(renderProblems(problems)).not.toContain('\u001b');
  });
});

test('loads the same file to the same settings', () => {
  expect(JSON.stringify(loaded(clientYaml()).environments)).toBe(JSON.stringify(loaded(clientYaml()).environments));
});
