import { join } from 'node:path';
import { must, programEnv } from './programs';

/** Key and certificate of a server on this machine, signed by itself: `server.key` and `server.crt` in the folder. */
export async function selfSigned(folder: string): Promise<{ key: string; certificate: string }> {
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];
  const wanted = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-days', '2'];
  await must(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...wanted],
    {
      cwd: folder,
      env: programEnv(),
    },
  );
  return { key, certificate };
}
