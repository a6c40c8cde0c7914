/** Unit, property and golden tests: everything that needs only Node. Tests that need real programs live under test/real. */
module.exports = {
  testEnvironment: 'node',
  // jest leaves a core idle, which is half of two
  maxWorkers: '100%',
  // a machine with other work is slow; what hangs still ends
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/real/'],
  moduleNameMapper: {
    // commands are loaded by the name they have when compiled
    '^(\\.{1,2}/commands/.*)\\.js$': '$1',
    // every attribute object of cdktf records where it was made; under source maps that takes longer than all tests
    '(^|/)stack-trace$': '<rootDir>/test/no-stack-trace.js',
  },
  transform: { '\\.ts$': '@swc/jest' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdktf.out/'],
};
