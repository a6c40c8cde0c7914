/** Who may import whom. Downwards only; judging never imports making. */
const rooms = {
  blueprints: ['config', 'stacks', 'lib', 'facts', 'contract'],
  config: ['lib', 'facts', 'contract', 'checks/secrets'],
  stacks: ['lib', 'facts', 'contract'],
  lib: ['facts', 'contract'],
  facts: ['contract'],
  contract: [],
  checks: ['facts', 'contract'],
};

const forbidden = Object.entries(rooms).map(([room, below]) => ({
  name: `${room}-imports-downwards`,
  severity: 'error',
  comment: `${room} may import ${below.length > 0 ? below.join(', ') : 'nothing of ours'}`,
  from: { path: `^${room}/` },
  to: {
    path: '^(bin|clients|blueprints|config|stacks|lib|facts|contract|checks|policies|test|bench)/',
    pathNot: `^(${[room, ...below].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'tiers-do-not-import-tiers',
      severity: 'error',
      from: { path: '^blueprints/(smb|mid-market|enterprise)/' },
      to: { path: '^blueprints/(smb|mid-market|enterprise)/', pathNot: '^blueprints/$1/' },
    },
    {
      name: 'components-by-their-index',
      severity: 'error',
      comment: 'another component is imported from its index.ts',
      from: { path: '^lib/([^/]+)/' },
      to: { path: '^lib/([^/]+)/', pathNot: ['^lib/$1/', '/index\\.ts$'] },
    },
    {
      name: 'rooms-by-their-index',
      severity: 'error',
      comment:
        'another room is imported from an index.ts; planners by themselves, so that reading a file loads no provider',
      from: { path: '^(bin|blueprints|config|stacks|lib|facts|contract|checks)/' },
      to: {
        path: '^(blueprints|config|stacks|lib|facts|contract|checks)/',
        pathNot: ['^$1/', '/index\\.ts$', '^lib/network/cidr-plan\\.ts$', '^lib/gpu-pool/gpu-node\\.ts$'],
      },
    },
    {
      name: 'zod-only-at-the-edge',
      severity: 'error',
      from: { pathNot: '^(config|blueprints|test)/' },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'cdktf-only-where-things-are-made',
      severity: 'error',
      from: { pathNot: '^(bin|blueprints|stacks|lib|test|bench)/' },
      to: { path: 'node_modules/(cdktf|constructs|@cdktf)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(bin|blueprints|config|stacks|lib|facts|contract|checks)/', pathNot: '^bin/' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|cdktf\\.out)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
