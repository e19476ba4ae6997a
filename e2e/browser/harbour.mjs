// People, an organisation and all that its pages can show, made by REST.

import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { api, base } from './stage.mjs';

export const secret = 'a horse, a battery and a staple';
export const org = 'reef';

const README = `# Fish

Swims in ~~salt~~ [water](https://example.org). ![Picture](https://example.org/fish.png)

| Fish | Length |
|------|-------:|
| cod  | a metre, or \`100 cm\` |

- [x] fresh
- [ ] fried

\`\`\`
docker run --rm --detach --publish 8080:80 --env KIND=a-fish-with-a-name-that-does-not-fit-into-one-line registry.example.com/fish
\`\`\`
`;

/** The repository itself was pushed before. */
export async function makeHarbour() {
  for (const name of ['owner', 'member', 'friend', 'auditor']) {
    await api('POST', '/users', { name: `${org}-${name}`, password: secret });
  }
  await api('PATCH', `/users/${org}-auditor`, { auditor: true });
  const owner = [`${org}-owner`, secret];
  const by = (method, path, body) => api(method, path, body, owner);
  await by('POST', '/organisations', { name: org, displayName: 'The Reef', description: 'What lies below' });
  await by('PUT', `/organisations/${org}/members/${org}-member`, { owner: false });
  for (const name of ['dev', 'operations-of-the-whole-harbour']) {
    await by('POST', `/organisations/${org}/teams`, { name, description: 'Those who build' });
  }
  await by('PUT', `/organisations/${org}/teams/dev/members/${org}-member`, {});
  for (const name of ['web', 'a-rather-long-name/of-several-parts/that-goes-on']) {
    await by('POST', '/repositories', { name: `${org}/${name}`, description: 'An image of a fish' });
  }
  await pushImages(`${org}/web`, owner);
  await by('PUT', `/repositories/${org}/web/-/readme`, { text: README });
  await connectGit(`/repositories/${org}/web/-/build-triggers`, by);
  await by('PUT', `/repositories/${org}/web/-/grants`, { kind: 'team', name: 'dev', role: 'write' });
  await by('PUT', `/repositories/${org}/web/-/grants`, { kind: 'user', name: `${org}-friend`, role: 'read' });
  await by('PUT', `/organisations/${org}/default-grants/teams/dev`, { role: 'read' });
  for (const name of ['ci', 'idle']) {
    await by('POST', `/organisations/${org}/robots`, { name, role: 'write', description: 'Builds' });
  }
  await by('POST', `/organisations/${org}/robots`, { name: 'web', role: 'write', repository: `${org}/web` });
  await by('PUT', `/namespaces/${org}/grants/users/${org}-friend`, { role: 'read' });
  await by('PATCH', `/organisations/${org}/robots/idle`, { disabled: true });
  await by('POST', `/organisations/${org}/robots/ci/tokens`, { name: 'main', rights: ['write'], tagPatterns: ['v*'] });
  await by('POST', '/tokens', { name: 'laptop', rights: ['write'], namespaces: [org], tagPatterns: ['dev-*'] });
  const { link } = await by('POST', `/organisations/${org}/invitations`, { email: 'somebody@example.org' });
  const { url } = await api('POST', `/users/${org}-friend/password-links`, {});
  return { invitation: new URL(link, 'http://here').pathname, reset: new URL(url).pathname };
}

const TYPE = 'application/vnd.oci.image';
const digestOf = (content) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** Two platforms under one tag, signed, one of them with an attestation, and a chart. */
export async function pushImages(name, [user, word]) {
  const send = async (method, path, body, type) => {
    const authorization = `Basic ${Buffer.from(`${user}:${word}`).toString('base64')}`;
    const answer = await fetch(`${base}/v2/${name}/${path}`, { method, body, headers: { Authorization: authorization, 'Content-Type': type } });
    assert.equal(answer.status, 201, `${method} ${path}: ${await answer.text()}`);
  };
  const blob = async (mediaType, content, annotations = {}) => {
    await send('POST', `blobs/uploads/?digest=${digestOf(content)}`, content, 'application/octet-stream');
    return { mediaType, digest: digestOf(content), size: content.length, annotations };
  };
  const manifest = async (fields, mediaType, tag) => {
    const content = JSON.stringify({ schemaVersion: 2, mediaType, ...fields });
    await send('PUT', `manifests/${tag ?? digestOf(content)}`, content, mediaType);
    return { mediaType, digest: digestOf(content), size: content.length };
  };
  const image = async (architecture) => manifest({
    config: await blob(`${TYPE}.config.v1+json`, JSON.stringify({
      os: 'linux', architecture, created: '2026-05-03T10:00:00Z',
      config: { Entrypoint: ['/bin/reef'], Env: ['PATH=/bin', 'FISH=clown'], ExposedPorts: { '80/tcp': {} }, Labels: { a: '<b>' } },
      history: [{ created_by: 'COPY reef /bin/' }, { created_by: 'EXPOSE 80', empty_layer: true }, { created_by: `RUN ${'make && '.repeat(40)}true` }],
    })),
    layers: [
      await blob(`${TYPE}.layer.v1.tar+gzip`, layer({ 'bin/reef': '\0reef', 'etc/reef.conf': `coral = ${architecture}\n` })),
      await blob(`${TYPE}.layer.v1.tar+gzip`, `${architecture} of another`),
    ],
  }, `${TYPE}.manifest.v1+json`);
  const [amd64, arm64] = [await image('amd64'), await image('arm64')];
  const attestation = await manifest({
    config: await blob(`${TYPE}.config.v1+json`, '{"os":"unknown","architecture":"unknown"}'),
    layers: [await blob('application/vnd.in-toto+json', '{"fish":1}', { 'in-toto.io/predicate-type': 'https://spdx.dev/Document' })],
  }, `${TYPE}.manifest.v1+json`);
  const both = await manifest({
    manifests: [
      { ...arm64, platform: { os: 'linux', architecture: 'arm64' } },
      { ...amd64, platform: { os: 'linux', architecture: 'amd64' } },
      {
        ...attestation,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': amd64.digest },
      },
    ],
  }, `${TYPE}.index.v1+json`, '1.0');
  await manifest({
    artifactType: 'application/vnd.cncf.notary.signature',
    config: await blob('application/vnd.oci.empty.v1+json', '{}'),
    layers: [await blob('application/jose+json', '{"signature":"reef"}')],
    subject: both,
  }, `${TYPE}.manifest.v1+json`);
  await manifest({
    config: await blob('application/vnd.cncf.helm.config.v1+json', '{}'),
    layers: [await blob('application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'chart', { 'org.opencontainers.image.title': 'chart.tgz' })],
  }, `${TYPE}.manifest.v1+json`, 'chart');
}

/** An archive with these files, by their paths. */
function layer(files) {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const header = Buffer.alloc(512);
    const content = Buffer.from(text);
    const fields = [[0, path], [100, '0000755'], [108, '0000000'], [116, '0000000'],
      [124, content.length.toString(8).padStart(11, '0')], [136, '15200000000'], [148, '        '], [156, '0'], [257, 'ustar'], [263, '00']];
    fields.forEach(([at, value]) => header.write(value, at));
    header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** What an authenticator shows for this secret. */
export function code(base32) {
  const bits = [...base32].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A trigger with all that its page can show; its one build fails, since there is no such server. */
async function connectGit(triggers, by) {
  const { id } = await by('POST', triggers, {
    provider: 'github', url: 'https://127.0.0.1:1/reef/web.git', access: 'token', login: 'reef', token: 'not-a-token',
  });
  await by('PUT', `${triggers}/${id}/rules`, { rules: [
    { source: 'branch', pattern: 'main', tags: ['{latest}', '{commit}'], arguments: { KIND: 'fish' }, testTarget: 'test' },
    { source: 'tag', pattern: '/v([0-9.]+)/', tags: ['{1}'] },
  ] });
  await by('PUT', `${triggers}/${id}/secrets/npm`, { value: 'not-a-secret' });
  const { url, secret: key } = await by('GET', `${triggers}/${id}/hook`);
  const deliver = async (event, payload) => {
    const body = JSON.stringify(payload);
    const answer = await fetch(`${base}${new URL(url, base).pathname}`, { method: 'POST', body, headers: {
      'Content-Type': 'application/json', 'X-GitHub-Event': event, 'X-GitHub-Delivery': `${event}-${id}`,
      'X-Hub-Signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
    } });
    assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
  };
  await deliver('ping', { zen: 'Swim with the stream', hook_id: 1 });
  const commit = '0123456789abcdef0123456789abcdef01234567';
  await deliver('push', {
    ref: 'refs/heads/main', after: commit, deleted: false, repository: { default_branch: 'main' },
    head_commit: { id: commit, message: 'Add a fish', author: { name: 'Ada', email: 'ada@example.org' } },
  });
}
