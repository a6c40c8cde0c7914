/** Tests against real programs: Terraform with a stand-in for AWS, Helm, an API server. What is not there is skipped by name. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/real/**/*.test.ts'],
  transform: { '\\.ts$': '@swc/jest' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdktf.out/'],
  globalSetup: '<rootDir>/test/real/setup.ts',
  testTimeout: 300_000,
  maxWorkers: 2,
  verbose: true,
};
