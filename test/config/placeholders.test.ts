import { clientYaml, loaded, problemsOf } from './fixtures';

test.each([
  ['text', '${TfToken[TOKEN.3]}'],
  ['the middle of a text', 'before ${TfToken[TOKEN.3]} after'],
  ['a list', '#{TfToken[TOKEN.3]}'],
  ['a map', '&{TfToken[TOKEN.3]}'],
])('refuses what cdktf would fill with a value of another resource: %s', (_, text) => {
  const problems = problemsOf(clientYaml({ top: `tags: { note: "${text}" }\n` }));

  expect(problems).toMatchObject([{ code: 'PlaceholderInFile', path: 'tags.note', line: 8, column: 15 }]);
});

test('sees it however it is written', () => {
  const problems = problemsOf(clientYaml({ top: 'tags: { note: "$\\x7bTfToken[TOKEN.3]}" }\n' }));

  expect(problems.map(({ code }) => code)).toEqual(['PlaceholderInFile']);
});

test('takes other text with dollars and braces', () => {
  expect(problemsOf(clientYaml({ top: 'tags: { note: "${HOME} #{a} &{b} TfToken[TOKEN.3]" }\n' }))).toEqual([]);
});

test.each([
  ['${HOME} "quoted"', ['tags.note']],
  ['Größe 3 + = - . _ : / @', []],
])('a tag that AWS would refuse is named before the first apply: %s', (note, paths) => {
  const { notices } = loaded(clientYaml({ top: `tags: { note: ${JSON.stringify(note)} }\n` }));

  expect(notices.filter(({ code }) => code === 'TagNotTaken').map(({ path }) => path)).toEqual(paths);
});
