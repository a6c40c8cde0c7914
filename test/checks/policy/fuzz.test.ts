import fc from 'fast-check';
import { documentFromSynth, DocumentError } from '../../../checks/document';
import { PolicyEngine } from '../../../checks/policy';
import type { Json } from '../../../contract';
import { mutants } from '../../policies/odd-json';
import { PLATFORM } from './platform';
import { runs } from '../../runs';

const engine = PolicyEngine.fromPackage();

function judged(json: Json): number {
  try {
    const document = documentFromSynth([{ name: 'app', json }], 'enterprise');
    return engine.evaluate(document, { tier: 'enterprise', today: '2026-11-21', waivers: [] }).findings.length;
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError);
    return -1;
  }
}

test.each(PLATFORM.map(({ name, json }) => [name, json] as const))(
  '%s with anything anywhere is judged or refused',
  (_, json) => {
    fc.assert(
      fc.property(mutants(json), (mutant) => {
        expect(judged(mutant)).toBeGreaterThanOrEqual(-1);
      }),
      { numRuns: runs(100) },
    );
  },
);
