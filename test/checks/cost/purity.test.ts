import { Socket } from 'node:net';
import { estimate } from '../../../checks/cost';
import { document, pool, resource, route, TODAY } from './fixtures';

test('an estimate reads no clock, draws no lot, opens no socket, and leaves the document alone', () => {
  const refuse = (what: string) => (): never => {
    throw new Error(`an estimate must not ${what}`);
  };
  const spies = [
    jest.spyOn(Date, 'now').mockImplementation(refuse('read the clock')),
    jest.spyOn(globalThis, 'Date').mockImplementation(refuse('read the clock')),
    jest.spyOn(performance, 'now').mockImplementation(refuse('read the clock')),
    jest.spyOn(Math, 'random').mockImplementation(refuse('draw a lot')),
    jest.spyOn(Socket.prototype, 'connect').mockImplementation(refuse('open a socket')),
  ];
  const resources = [resource('aws_eks_cluster', 'a', { version: '1.34' }), resource('aws_nat_gateway', 'a')];
  const given = document(resources, { intents: [pool(), route()] });
  const before = JSON.stringify(given);

  try {
    expect(estimate(given, { today: TODAY }).lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(given)).toBe(before);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
});
