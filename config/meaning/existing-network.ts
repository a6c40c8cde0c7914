import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

/** What is said of a VPC the client owns: one subnet a zone in each list, and nothing that would change it. */
export const existingNetworkCheck: Check = {
  reads: ['network'],
  drafts: ({ network }, { said }) => {
    if (network.existing === undefined) return [];
    const rangeUnsaid = said('network.cidr')
      ? []
      : [
          draft(
            'ExistingNetwork',
            'network.existing.vpcId',
            'is a VPC whose range is not said',
            'say network.cidr, the range it has',
          ),
        ];
    return [
      ...rangeUnsaid,
      ...subnets(network.existing),
      ...contradictions(network, network.existing.privateSubnetIds.length),
    ];
  },
};

type Existing = NonNullable<Settings['network']['existing']>;

function subnets({ privateSubnetIds, dataSubnetIds = [], publicSubnetIds = [] }: Existing): Draft[] {
  const count = privateSubnetIds.length;
  const drafts = Object.entries({ privateSubnetIds, dataSubnetIds, publicSubnetIds }).flatMap(([key, ids]) => {
    const path = `network.existing.${key}`;
    const twice = ids.filter((id, index) => ids.indexOf(id) < index);
    const uneven = ids.length > 0 && ids.length !== count;
    return [
      ...(uneven
        ? [
            draft(
              'SubnetCount',
              path,
              `has ${ids.length} subnets where privateSubnetIds has ${count}`,
              'name one a zone in each list',
            ),
          ]
        : []),
      ...twice.map((id) => draft('SubnetTwice', path, `names ${id} twice`, 'name one subnet a zone')),
    ];
  });
  if (count <= 3) return drafts;
  return [
    ...drafts,
    draft(
      'SubnetCount',
      'network.existing.privateSubnetIds',
      `has ${count} subnets`,
      'name two or three, each in another zone',
    ),
  ];
}

function contradictions({ zones, podCidr }: Settings['network'], count: number): Draft[] {
  const drafts: Draft[] = [];
  if (Array.isArray(zones) && zones.length !== count) {
    drafts.push(
      draft(
        'SubnetCount',
        'network.zones',
        `names ${zones.length} zones for ${count} private subnets`,
        'leave it out: the subnets decide',
      ),
    );
  }
  if (podCidr !== undefined) {
    drafts.push(
      draft(
        'ExistingNetwork',
        'network.podCidr',
        'cannot be added: nothing in an existing VPC is changed',
        'leave it out, or let the platform make its own VPC',
      ),
    );
  }
  return drafts;
}
