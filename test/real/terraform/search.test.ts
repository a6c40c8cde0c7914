import { describeReal } from '../needs';
import { Deployment } from './deployment';
import { takenDown } from './settings';
import { World } from './world';

const OF = { client: 'example-smb', environment: 'production' };

describeReal('an index of its own', ['terraform', 'stand-in', 'python'], () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  test.each([
    [
      'opensearch',
      ['aws_opensearch_domain', 'aws_iam_service_linked_role', 'aws_cloudwatch_log_resource_policy'],
      ['aws_opensearch_domain_policy', 'aws_vpc_security_group_ingress_rule', 'aws_eks_pod_identity_association'],
    ],
    [
      'opensearch-serverless',
      [
        'aws_opensearchserverless_collection',
        'aws_opensearchserverless_security_policy',
        'aws_opensearchserverless_vpc_endpoint',
      ],
      ['aws_opensearchserverless_access_policy', 'aws_vpc_security_group_ingress_rule'],
    ],
  ])('%s is applied with whoever uses it, stays as it is, and goes', async (index, store, door) => {
    world.startControllers(4);
    const deployment = await Deployment.make(world, OF, [{ path: ['rag', 'index'], value: index }]);
    const touched = [deployment.stack('rag'), deployment.stack('detection'), deployment.stack('retrieval')];

    await deployment.apply();

    for (const stack of touched) expect((await stack.run('plan', '-detailed-exitcode')).code).toBe(0);
    expect(deployment.stack('rag').addresses.map(typeOf)).toEqual(expect.arrayContaining(store));
    expect(deployment.stack('retrieval').addresses.map(typeOf)).toEqual(expect.arrayContaining(door));
    const refused = await deployment.stack('rag').run('destroy', '-auto-approve');
    expect(refused.output).toContain('Instance cannot be destroyed');

    await deployment.change([{ path: ['rag', 'index'], value: index }, ...takenDown(OF)]);
    await deployment.stack('rag').must('apply', '-auto-approve');
    await deployment.destroy('retrieval', 'rag');
    expect(world.inventory().filter(({ type }) => store.includes(type))).toEqual([]);
  });
});

function typeOf(address: string): string {
  return address.split('.')[0] ?? address;
}
