import { adapterNames, adapterRoom, batchTokens, CONTAINER_PORT, door, dtype, memoryPart, weightArgs } from './engine';
import type { VllmProps } from './props';

/** Where the leader is waited for by its workers. */
const MASTER_PORT = 29501;
/** What the controller of groups tells each container: its place in the group, and the name of the leader. */
const OWN_PLACE = '$(LWS_WORKER_INDEX)';
const LEADER = '$(LWS_LEADER_ADDRESS)';

/** Arguments of what computes: the same for all parts of a group, or they would not understand each other. */
export function engineArguments(props: VllmProps, tensorParallel: number, shutdownSeconds: number): string[] {
  const { revision, weights } = props;
  return [
    ...(revision === undefined || weights !== undefined
      ? []
      : ['--revision', revision, '--tokenizer-revision', revision]),
    '--served-model-name',
    props.name,
    '--dtype',
    dtype(props),
    '--max-model-len',
    String(props.contextTokens),
    '--max-num-batched-tokens',
    String(batchTokens(props)),
    '--gpu-memory-utilization',
    String(memoryPart(props)),
    '--enable-prefix-caching',
    '--enable-chunked-prefill',
    '--tensor-parallel-size',
    String(tensorParallel),
    ...weightArgs(props, tensorParallel),
    ...adapterRoom(props),
    '--shutdown-timeout',
    String(shutdownSeconds),
  ];
}

/** Arguments by which the parts of a group find each other. A node holds as many layers as another, each split over its GPUs. */
export function groupArguments(nodes: number, waitSeconds: number): string[] {
  return [
    '--pipeline-parallel-size',
    String(nodes),
    '--distributed-executor-backend',
    'mp',
    '--nnodes',
    String(nodes),
    '--node-rank',
    OWN_PLACE,
    '--master-addr',
    LEADER,
    '--master-port',
    String(MASTER_PORT),
    '--distributed-timeout-seconds',
    String(waitSeconds),
  ];
}

/** Arguments of what answers, which only the leader does. */
export function serverArguments(props: VllmProps): string[] {
  return [
    '--host',
    '0.0.0.0',
    '--port',
    String(CONTAINER_PORT),
    '--disable-fastapi-docs',
    ...(door(props)?.args ?? []),
    ...adapterNames(props),
  ];
}
