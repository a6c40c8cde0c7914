import { describeReal } from '../needs';
import { Deployment } from './deployment';
import { at, bypass, each, texts } from './edits';
import { takenDown } from './settings';
import { World } from './world';

describeReal('what others make inside the account', ['terraform', 'stand-in', 'python'], () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    // longer than a busy machine takes from one step to the next
    world.startControllers(20);
  });
  afterEach(() => world.close());

  test('a cluster that did not wait for its log group would leave one behind that nobody owns', async () => {
    const smb = { client: 'example-smb', environment: 'production' };
    const deployment = await Deployment.make(world, smb, takenDown(smb));
    deployment.stack('cluster').edit((json) => {
      for (const cluster of each(json, 'aws_eks_cluster')) {
        const waits = texts(cluster['depends_on']);
        cluster['depends_on'] = waits.filter((address) => !address.startsWith('aws_cloudwatch_log_group.'));
        expect(cluster['depends_on']).toHaveLength(waits.length - 1);
      }
    });
    await deployment.apply('network', 'cluster');

    await deployment.destroy('network', 'cluster');

    expect(world.inventory().map(({ type, name, owner }) => ({ type, name, owner }))).toEqual([
      { type: 'aws_cloudwatch_log_group', name: '/aws/eks/example-smb-production/cluster', owner: 'controller:eks' },
    ]);
  });

  test('controllers that went at once would leave nodes and load balancers, and the network could not go', async () => {
    const enterprise = { client: 'example-enterprise', environment: 'production' };
    const deployment = await Deployment.make(world, enterprise, takenDown(enterprise));
    deployment.stack('platform').edit((json) => {
      for (const name of Object.keys(at(json, 'resource', 'time_sleep'))) bypass(json, 'time_sleep', name);
    });
    await deployment.apply();

    await deployment.destroy('cluster', 'platform', 'serving');

    const left = world.inventory().filter(({ owner }) => owner?.startsWith('controller:'));
    expect(left.map(({ type }) => type)).toEqual(expect.arrayContaining(['aws_instance', 'aws_lb']));
    const network = await deployment.stack('network').run('destroy', '-auto-approve');
    expect(network.output).toContain('DependencyViolation');
  });
});
