import { remember } from '../../checks/remember';

/** How often each text was reckoned. */
function counted(most: number): { lengthOf: (text: string) => number; times: Map<string, number> } {
  const times = new Map<string, number>();
  const lengthOf = remember(most, (text) => {
    times.set(text, (times.get(text) ?? 0) + 1);
    return text.length;
  });
  return { lengthOf, times };
}

test('reckons a text once', () => {
  const { lengthOf, times } = counted(10);
  expect([lengthOf('one'), lengthOf('three'), lengthOf('one')]).toEqual([3, 5, 3]);
  expect([...times.values()]).toEqual([1, 1]);
});

test('remembers that there is nothing', () => {
  let times = 0;
  const nothing = remember(10, () => {
    times += 1;
  });
  nothing('a');
  nothing('a');
  expect(times).toBe(1);
});

test('keeps no more texts than it may, and gives the same after it forgot', () => {
  const { lengthOf, times } = counted(2);
  for (const text of ['a', 'bb', 'ccc', 'a']) expect(lengthOf(text)).toBe(text.length);
  expect(times.get('a')).toBe(2);
});

test('does not keep long texts', () => {
  const { lengthOf, times } = counted(10);
  const long = 'x'.repeat(100_000);
  lengthOf(long);
  lengthOf(long);
  expect(times.get(long)).toBe(2);
});
