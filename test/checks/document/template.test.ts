import fc from 'fast-check';
import { isPlainReference, parseReference, parseTemplate, referencesOf } from '../../../checks/document/template';

describe('parseTemplate', () => {
  test.each([
    ['plain', [['text', 'plain']]],
    ['', [['text', '']]],
    ['${aws_vpc.v.id}', [['expression', 'aws_vpc.v.id']]],
    [
      'arn:${var.p}:s3',
      [
        ['text', 'arn:'],
        ['expression', 'var.p'],
        ['text', ':s3'],
      ],
    ],
    ['$${HOME} and %%{x}', [['text', '${HOME} and %{x}']]],
    [
      'a$${b}${c.d}',
      [
        ['text', 'a${b}'],
        ['expression', 'c.d'],
      ],
    ],
    [
      '${join(",", [for s in aws_subnet.x : "${s.id}}"])}!',
      [
        ['expression', 'join(",", [for s in aws_subnet.x : "${s.id}}"])'],
        ['text', '!'],
      ],
    ],
    ['${{a = "}"}}', [['expression', '{a = "}"}']]],
    [
      '%{ if var.a }x%{ endif }',
      [
        ['directive', 'if var.a'],
        ['text', 'x'],
        ['directive', 'endif'],
      ],
    ],
    ['${~ local.a ~}', [['expression', 'local.a']]],
    [
      'open ${aws_vpc.v',
      [
        ['text', 'open '],
        ['expression', 'aws_vpc.v'],
      ],
    ],
    ['$ { and {} and 5%', [['text', '$ { and {} and 5%']]],
  ])('splits %s', (text, parts) => {
    expect(parseTemplate(text).map((part) => [part.kind, part.text])).toEqual(parts);
  });

  test('gives back any text that was escaped for Terraform', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', '%', 'a', '"', '\\') }), (text) => {
        fc.pre(!/[$%]{2,}\{/.test(text));
        const escaped = text.replace(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);

        expect(parseTemplate(escaped)).toEqual([{ kind: 'text', text }]);
      }),
    );
  });
});

describe('references', () => {
  test.each([
    ['aws_vpc.main.id', { target: 'aws_vpc.main', attribute: 'id' }],
    ['aws_subnet.private[0].id', { target: 'aws_subnet.private', attribute: 'id', instance: '0' }],
    ['aws_subnet.x["a.b"].id', { target: 'aws_subnet.x', attribute: 'id', instance: 'a.b' }],
    ['aws_subnet.x[*].id', { target: 'aws_subnet.x', attribute: 'id' }],
    ['aws_subnet.x.*.id', { target: 'aws_subnet.x', attribute: '*.id' }],
    [
      'data.aws_eks_cluster.c.certificate_authority[0].data',
      { target: 'data.aws_eks_cluster.c', attribute: 'certificate_authority[0].data' },
    ],
    ['module.vpc.vpc_id', { target: 'module.vpc', attribute: 'vpc_id' }],
    ['local.name', { target: 'local.name', attribute: '' }],
  ])('reads %s', (path, reference) => {
    expect(isPlainReference(path)).toBe(true);
    expect(parseReference(path)).toEqual(reference);
  });

  test.each(['upper(aws_vpc.v.id)', '"text"', 'a', '1.5', 'aws_vpc.v.id == ""', 'a ? b.c : d.e', ''])(
    '%s is no plain one',
    (expression) => {
      expect(isPlainReference(expression)).toBe(false);
    },
  );

  test('are found inside functions, conditions and nested templates', () => {
    const expression = 'var.on ? join(",", aws_subnet.a[*].id) : "${aws_subnet.b[count.index].id}-x"';

    expect(referencesOf(expression).map((reference) => reference.target)).toEqual([
      'var.on',
      'aws_subnet.a',
      'aws_subnet.b',
    ]);
  });
});
