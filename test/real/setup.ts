import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMAGES } from '../../facts';
import { mariadbVersion } from './mariadb';
import { MISSING, type Need } from './needs';
import { postgresPrograms } from './postgres';

const ROOT = join(__dirname, '../..');
const SHARED = join(ROOT, '../shared');

/** Finds what the tests need, tells jest's workers by their environment, and says once what is not there. */
export default function setup(): void {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--if-stale'], { stdio: 'inherit' });
  const missing: Partial<Record<Need, string>> = {};
  const attempt = (need: Need, find: () => void): void => {
    try {
      find();
    } catch (error) {
      missing[need] = error instanceof Error ? error.message : String(error);
    }
  };
  attempt('terraform', findTerraform);
  attempt('stand-in', () => {
    process.env['TF_CLI_CONFIG_FILE'] = exported(join(SHARED, 'terraform/setup'), 'TF_CLI_CONFIG_FILE');
  });
  attempt('providers', findProviders);
  attempt('python', () => {
    process.env['GROUNDPLANE_PYTHON'] = output('bash', [join(ROOT, 'scripts/real-python.sh')]);
  });
  attempt('litellm', () => {
    const requirements = join(__dirname, 'gateway/requirements.txt');
    process.env['GROUNDPLANE_LITELLM'] = output('bash', [join(ROOT, 'scripts/real-python.sh'), requirements]);
  });
  attempt('ingestion', () => {
    const requirements = join(ROOT, 'ingestion/tests/requirements.txt');
    process.env['GROUNDPLANE_INGESTION'] = output('bash', [join(ROOT, 'scripts/real-python.sh'), requirements]);
  });
  attempt('open-webui', () => {
    const requirements = join(__dirname, 'chat/requirements.txt');
    process.env['GROUNDPLANE_CHAT'] = output('bash', [
      join(ROOT, 'scripts/real-python.sh'),
      requirements,
      // a whole list: what it would ask for besides are gigabytes
      '--no-deps',
    ]);
  });
  attempt('checkov', () => {
    const requirements = join(__dirname, 'scanners/requirements.txt');
    process.env['GROUNDPLANE_CHECKOV'] = output('bash', [join(ROOT, 'scripts/real-python.sh'), requirements]);
  });
  attempt('hadolint', () => {
    const requirements = join(__dirname, 'images/requirements.txt');
    process.env['GROUNDPLANE_HADOLINT'] = output('bash', [join(ROOT, 'scripts/real-python.sh'), requirements]);
  });
  attempt('images', () => {
    for (const room of ['ingestion', 'pipelines']) process.env[`GROUNDPLANE_IMAGE_${room}`] = asInTheImage(room);
  });
  attempt('dbt', () => {
    const requirements = join(__dirname, 'dbt/requirements.txt');
    process.env['GROUNDPLANE_DBT'] = output('bash', [join(ROOT, 'scripts/real-python.sh'), requirements]);
  });
  attempt('sql', () => {
    const requirements = join(__dirname, 'audit/requirements.txt');
    process.env['GROUNDPLANE_SQL'] = output('bash', [join(ROOT, 'scripts/real-python.sh'), requirements]);
  });
  attempt('redis', () => void output('redis-server', ['--version']));
  attempt('postgres', () => void postgresPrograms());
  attempt('mariadb', () => void mariadbVersion());
  attempt('packages', () => void output('npm', ['view', 'constructs', 'version']));
  attempt('lws', () => {
    const module = `sigs.k8s.io/lws@${IMAGES.lws.tag}`;
    const found: { Dir: string } = JSON.parse(output('go', ['mod', 'download', '-json', module]));
    process.env['GROUNDPLANE_LWS'] = found.Dir;
  });
  attempt('tools', () => {
    process.env['PATH'] = exported(join(SHARED, 'tools/setup'), 'PATH');
  });
  attempt('charts', () => requireFolder('charts'));
  attempt('crds', () => requireFolder('crds'));
  process.env[MISSING] = JSON.stringify(missing);
  for (const [need, reason] of Object.entries(missing)) process.stderr.write(`not there: ${need}: ${reason}\n`);
}

/** Installs what an image installs, with its version of Python where there is one, else with another. */
function asInTheImage(room: string): string {
  const [, version = ''] =
    /^ARG BASE=python:(3\.\d+)/m.exec(readFileSync(join(ROOT, room, 'Dockerfile'), 'utf8')) ?? [];
  const own = `python${version}`;
  // several of them beside each other: a variable says which is meant
  const env = { ...process.env, PYENV_VERSION: version };
  const there = spawnSync(own, ['--version'], { env }).status === 0;
  const args = [join(ROOT, 'scripts/real-python.sh'), join(ROOT, room, 'requirements.txt')];
  // another Python may have to make what the image finds made
  return there ? output('bash', [...args, '--only-binary', ':all:'], { ...env, PYTHON: own }) : output('bash', args);
}

function findTerraform(): void {
  const version: { terraform_version: string } = JSON.parse(output('terraform', ['version', '-json']));
  const [major = 0, minor = 0] = version.terraform_version.split('.').map(Number);
  if (major < 1 || (major === 1 && minor < 11))
    throw new Error(`terraform ${version.terraform_version} is older than 1.11`);
}

/** The stand-in brings providers; without it the real ones must be within reach. */
function findProviders(): void {
  if (process.env['TF_CLI_CONFIG_FILE'] !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-'));
  writeFileSync(join(folder, 'probe.tf.json'), '{"terraform":{"required_providers":{"time":{"version":"~> 0.13"}}}}');
  const { status } = spawnSync('terraform', [`-chdir=${folder}`, 'init', '-input=false'], { timeout: 60_000 });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error('neither the stand-in nor a registry with the real providers is within reach');
}

/** Value of a variable after a set-up script had its say. */
function exported(script: string, variable: string): string {
  if (!existsSync(script)) throw new Error(`no ${script.slice(ROOT.length - 'main'.length)} beside the project`);
  return output('bash', ['-c', `eval "$("$0")" && printf %s "$${variable}"`, script]);
}

function requireFolder(name: string): void {
  if (!existsSync(join(SHARED, name))) throw new Error(`no ../shared/${name} beside the project`);
}

function output(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env });
  if (error !== undefined) throw new Error(`${command} is not on PATH`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr.trim().slice(-500)}`);
  return stdout.trim();
}
