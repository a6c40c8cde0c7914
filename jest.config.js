/** Unit, property and golden tests: everything that needs only Node. Tests that need real programs live under test/real. */
module.exports = {
  testEnvironment: 'node',
  runtime: '<rootDir>/test/runtime/shared-modules.js',
  // jest leaves a core idle, which is half of two
  maxWorkers: '100%',
  // a machine with other work is slow; what hangs still ends
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/real/'],
  transform: { '\\.ts$': '@swc/jest' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdktf.out/'],
};
