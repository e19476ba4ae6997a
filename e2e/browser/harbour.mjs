// People, an organisation and all that its pages can show, made by REST.

import { createHmac } from 'node:crypto';
import { api } from './stage.mjs';

export const secret = 'a horse, a battery and a staple';
export const org = 'reef';

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
