import { DATA_CLASSES, reached } from '../../contract';
import { inferenceArea } from '../../facts';
import { nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

type Model = Settings['models'][string];
type OwnModel = Exclude<Model, { provider: 'bedrock' }>;

export const modelChecks: readonly Check[] = [
  { reads: ['models', 'phase'], drafts: tooEarly },
  { reads: ['models', 'gpuPools', 'phase'], drafts: pools },
  { reads: ['models', 'environment'], drafts: bedrock },
  { reads: ['models', 'dataClasses'], drafts: dataClasses },
];

function own(settings: Settings): [string, OwnModel][] {
  return Object.entries(settings.models).filter(
    (entry): entry is [string, OwnModel] => entry[1].provider !== 'bedrock',
  );
}

/** Before day-60 there are no GPUs: pools and models on them would be left out without a word. */
function tooEarly(settings: Settings): Draft[] {
  if (reached(settings.phase, 'day-60')) return [];
  const fix = 'raise phase to day-60, or leave it out until then';
  return [
    ...own(settings).map(([name, { provider }]) =>
      draft(
        'PhaseTooEarly',
        `models.${name}.provider`,
        `${provider} runs on GPUs, which ${settings.phase} does not have`,
        fix,
      ),
    ),
    ...Object.keys(settings.gpuPools).map((name) =>
      draft('PhaseTooEarly', `gpuPools.${name}`, `is a GPU pool, which ${settings.phase} does not have`, fix),
    ),
  ];
}

function pools(settings: Settings): Draft[] {
  if (!reached(settings.phase, 'day-60')) return [];
  const names = Object.keys(settings.gpuPools);
  const used = new Set(own(settings).map(([, model]) => model.pool));
  const known = names.join(', ');
  return [
    ...own(settings)
      .filter(([, model]) => !names.includes(model.pool))
      .map(([name, model]) =>
        draft(
          'UnknownPool',
          `models.${name}.pool`,
          `"${model.pool}" is no pool`,
          known === '' ? `add gpuPools: { ${model.pool}: {} }` : `write one of ${known}`,
          { nearest: nearest(model.pool, names), ...(known === '' ? {} : { expected: known }) },
        ),
      ),
    ...names
      .filter((name) => !used.has(name))
      .map((name) =>
        draft(
          'UnusedPool',
          `gpuPools.${name}`,
          'is used by no model',
          `give a model pool: ${name}, or take the pool out`,
        ),
      ),
  ];
}

function bedrock({ models, environment }: Settings): Draft[] {
  const { region, partition } = environment;
  const area = inferenceArea(region);
  return Object.entries(models).flatMap(([name, model]) => {
    if (model.provider !== 'bedrock') return [];
    // Bedrock is not sold in the China regions (general knowledge, not read from a table)
    if (partition === 'aws-cn') {
      return [
        draft(
          'BedrockNotOffered',
          `models.${name}.provider`,
          `bedrock is not sold in ${region}`,
          'take provider vllm or ollama',
        ),
      ];
    }
    const profile = model.inferenceProfile;
    // regions outside the four areas call the profiles of a neighbour, which differs by model
    const near = area === undefined ? profile !== 'us-gov' : profile === area;
    const fits = profile === undefined || near || (profile === 'global' && partition === 'aws');
    if (fits) return [];
    return [
      draft(
        'InferenceArea',
        `models.${name}.inferenceProfile`,
        `"${profile}" cannot be called from ${region}`,
        `write ${area ?? 'global'}`,
      ),
    ];
  });
}

function dataClasses(settings: Settings): Draft[] {
  if (Object.keys(settings.models).length === 0) return noModel(settings);
  const rank = (word: Settings['dataClasses'][number]): number => DATA_CLASSES.indexOf(word);
  const highest = Math.max(-1, ...Object.values(settings.models).map((model) => rank(model.dataClass)));
  return settings.dataClasses.flatMap((dataClass, index) =>
    rank(dataClass) <= highest
      ? []
      : [
          draft(
            'NoModelForData',
            `dataClasses[${index}]`,
            `"${dataClass}" data may be seen by no model`,
            reached(settings.phase, 'day-60')
              ? `add a model with dataClass: ${dataClass}`
              : `leave the class out until a model may see it, say dataClass: ${dataClass} of a model you trust with it, or raise phase to day-60`,
          ),
        ],
  );
}

/** No model at all: where nothing was said, the region has no cloud models to start with. */
function noModel({ phase, environment: { region } }: Settings): Draft[] {
  const wait = reached(phase, 'day-60')
    ? ''
    : `; ${region} may have no Amazon Bedrock, and models of your own begin at day-60`;
  return [
    draft(
      'NoModel',
      'models',
      `there is no model to answer anybody${wait}`,
      wait === '' ? 'add a model with provider: vllm' : 'raise phase to day-60, or take a region with Amazon Bedrock',
    ),
  ];
}
