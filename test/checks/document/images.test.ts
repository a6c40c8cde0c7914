import type { Json } from '../../../contract';
import { documentOf } from './fixture';

function imagesOf(values: Json): [string, string][] {
  const release = { name: 'x', chart: 'any', values: [JSON.stringify(values)] };
  const { images } = documentOf({ resource: { helm_release: { it: release } } });
  return images.map(({ attribute, image }) => [attribute, image]);
}

test.each<[string, Json, [string, string][]]>([
  ['a text', { image: 'x:1' }, [['values.image', 'x:1']]],
  ['a text without a tag', { image: 'x' }, [['values.image', 'x']]],
  ['a text with the tag beside it', { image: 'x', imageTag: '1' }, [['values.image', 'x:1']]],
  ['parts', { image: { repository: 'x', tag: '1' } }, [['values.image', 'x:1']]],
  ['a tag that YAML reads as a number', { image: { repository: 'x', tag: 1.5 } }, [['values.image', 'x:1.5']]],
  ['parts without a tag, which the chart brings', { image: { repository: 'x' } }, [['values.image', 'x:chart']]],
  [
    'all parts there are',
    { image: { registry: 'ghcr.io', repository: 'x', tag: '1', digest: 'sha256:ab' } },
    [['values.image', 'ghcr.io/x:1@sha256:ab']],
  ],
  [
    'a chart in a chart',
    { grafana: { sidecar: { image: { repository: 'kiwigrid/k8s-sidecar', tag: 'latest' } } } },
    [['values.grafana.sidecar.image', 'kiwigrid/k8s-sidecar:latest']],
  ],
  [
    'containers of a list',
    { extraInitContainers: [{ name: 'a', image: 'x:1' }, 5] },
    [['values.extraInitContainers[0].image', 'x:1']],
  ],
  [
    'a model of vLLM and what loads its weights',
    {
      servingEngineSpec: {
        modelSpec: [{ repository: 'vllm/vllm-openai', tag: 'v1', initContainer: { image: 'y:2' } }],
      },
    },
    [
      ['values.servingEngineSpec.modelSpec[0]', 'vllm/vllm-openai:v1'],
      ['values.servingEngineSpec.modelSpec[0].initContainer.image', 'y:2'],
    ],
  ],
  [
    'a part of an operator that names its image beside its repository',
    { toolkit: { repository: 'nvcr.io/nvidia/k8s', image: 'container-toolkit', version: 'v1.18.0' } },
    [['values.toolkit', 'nvcr.io/nvidia/k8s/container-toolkit:v1.18.0']],
  ],
  [
    'a tag known only after apply',
    { image: { repository: 'x', tag: '${aws_vpc.a.id}' } },
    [['values.image', '(known after apply)']],
  ],
  ['something else of that name', { image: { tag: '1' }, other: { image: 5 }, more: { image: '' } }, []],
  ['sources of programs', { gitSync: { repository: 'https://example.com/x.git', tag: 'v1' } }, []],
  [
    'objects of Kubernetes, which are read as such',
    { extra: [{ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ image: 'x' }] } }] },
    [],
  ],
])('values of a chart with %s', (_, values, images) => {
  expect(imagesOf(values)).toEqual(images);
});

const SPEC = { containers: [{ name: 'a', image: 'x:1' }] };

test.each<[string, Json, (string | number)[][] | undefined]>([
  [
    'LeaderWorkerSet',
    { leaderWorkerTemplate: { leaderTemplate: { spec: SPEC }, workerTemplate: { spec: SPEC } } },
    [
      ['spec', 'leaderWorkerTemplate', 'leaderTemplate', 'spec'],
      ['spec', 'leaderWorkerTemplate', 'workerTemplate', 'spec'],
    ],
  ],
  [
    'RayCluster',
    { workerGroupSpecs: [{ template: { spec: SPEC } }] },
    [['spec', 'workerGroupSpecs', 0, 'template', 'spec']],
  ],
  ['NodePool', { template: { spec: { requirements: [] } } }, undefined],
  ['Prometheus', { containers: [{ name: 'patched' }] }, undefined],
])('pods are found in a %s', (kind, spec, pods) => {
  const manifest = { apiVersion: 'example.com/v1', kind, metadata: { name: 'x' }, spec };
  const { objects } = documentOf({ resource: { kubernetes_manifest: { it: { manifest } } } });

  expect(objects[kind]?.[0]?.pods).toEqual(pods);
});
