import { differenceMarkdown } from '../../../checks/cost/formats';

/** Rows of changes of these amounts, largest first. */
function rows(...amounts: string[]): string[] {
  return rowsOf(amounts.map((change, index) => ({ change, address: `aws_eip.n${index}` })));
}

function rowsOf(changes: readonly { change: string; address: string; environment?: string }[]): string[] {
  const range = { low: '0', expected: '0', high: '0' };
  const items = changes.map(({ change, ...where }) => ({
    ...where,
    kind: 'added' as const,
    stack: 's',
    component: 'address',
    before: '0',
    after: change,
    change,
    resources: change,
    usage: '0',
    prices: '0',
  }));
  const because = { resources: '0', usage: '0', prices: '0' };
  const lines = differenceMarkdown({ before: range, after: range, change: '1', because, items, moved: [] });
  return lines.filter((line) => line.startsWith('| ') && !line.includes('what | where'));
}

test.each([
  ['changes of cents are counted where there are larger ones', ['5', '-0.1', '0.09', '-0.01'], 2, 2],
  ['changes of cents alone are shown', ['0.09', '-0.01'], 2, 0],
  ['changes of dollars are shown, and nothing is counted', ['5', '-1'], 2, 0],
  ['no more are shown than a reader reads', Array.from({ length: 18 }, () => '2'), 15, 3],
])('%s', (_, amounts, shown, counted) => {
  const found = rows(...amounts);

  expect(found.filter((line) => line.includes('aws_eip'))).toHaveLength(shown);
  expect(found.filter((line) => line.includes('smaller changes'))).toEqual(
    counted === 0 ? [] : [`| | | ${counted} smaller changes | | |`],
  );
});

test('the same place in two environments is told apart, and in one there is nothing to tell', () => {
  const address = 'aws_eip.n';
  const both = ['production', 'staging'].map((environment) => ({ change: '5', address, environment }));

  expect(rowsOf(both).map((row) => row.split(' | ')[3])).toEqual(['production `aws_eip.n`', 'staging `aws_eip.n`']);
  expect(rowsOf(both.slice(0, 1)).map((row) => row.split(' | ')[3])).toEqual(['`aws_eip.n`']);
});
