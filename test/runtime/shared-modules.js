/**
 * What tests stand on is loaded once per worker. Alone, jest evaluates every module anew for every test file: cdktf, classes of
 * the provider, zod and our own code, each time cold, which took most of the processor's time. Here a test file and all it
 * requires are loaded by Node's own require, and all but the test file stays (in watch mode only packages do). Nothing in the library keeps state of a run, and
 * `npx jest --randomize` shows that no test counts on another.
 */
const Module = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** Source maps of all that was loaded, for the stack traces of every test file. */
const sourceMaps = new Map();

/** TypeScript → JavaScript, by jest's transform and its cache, of the test file that runs. */
let transform;

const { '.js': compiled, ...others } = Module._extensions;
for (const extension of Object.keys(others)) delete Module._extensions[extension];
// sources come before the data that lies beside them: schema.ts, schema.json
const source = (module, path) => module._compile(transform(path), path);
Object.assign(Module._extensions, { '.js': compiled, '.ts': source, ...others });

const resolve = Module._resolveFilename;
Module._resolveFilename = (request, parent, ...rest) => {
  // commands are loaded by the name they have when compiled
  const named = /^\.{1,2}\/commands\//.test(request) && parent?.filename.endsWith('.ts');
  return resolve(named ? request.replace(/\.js$/, '.ts') : request, parent, ...rest);
};

// every attribute object of cdktf records where it was made; under source maps that takes longer than all tests
require('cdktf');
require.cache[require.resolve('cdktf/lib/tokens/private/stack-trace')].exports.captureStackTrace = () => [];

/** Classes of the language. */
const BUILT_IN = Object.entries(Object.getOwnPropertyDescriptors(globalThis)).filter(
  ([name, { value }]) => /^[A-Z][a-z]/.test(name) && typeof value === 'function',
);

module.exports = class SharedModules extends Runtime {
  constructor(...given) {
    super(...given);
    const [, environment, , transformer, , coverage, testPath, { watch, watchAll }] = given;
    this.testPath = testPath;
    this.console = environment.global.console;
    this.fresh = watch || watchAll ? (path) => !path.includes('node_modules') : (path) => path === testPath;
    // jest's own code runs in a context beside this one: `expect.any(String)` must mean the same String there
    for (const [name, { value }] of BUILT_IN) environment.global[name] = value;
    transform = (path) => {
      const { code, sourceMapPath } = transformer.transform(path, { ...coverage, supportsStaticESM: false });
      if (sourceMapPath) sourceMaps.set(path, sourceMapPath);
      return code;
    };
  }

  requireModule(from, name, ...rest) {
    if (from !== this.testPath || name !== undefined) return super.requireModule(from, name, ...rest);
    Object.assign(globalThis, this.requireModuleOrMock(from, '@jest/globals'), { console: this.console });
    for (const path of Object.keys(require.cache).filter(this.fresh)) delete require.cache[path];
    return require(from);
  }

  requireActual(from, name) {
    return Module.createRequire(from)(name);
  }

  getSourceMaps() {
    return sourceMaps;
  }
};
