/**
 * How many inputs a property is tried with: a quarter of the whole each time somebody runs the tests, all of them with
 * GROUNDPLANE_ALL_RUNS=1, as .ci/run does.
 */
export function runs(all: number): number {
  return process.env['GROUNDPLANE_ALL_RUNS'] === '1' ? all : Math.ceil(all / 4);
}
