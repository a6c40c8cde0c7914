import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import type { ArchiveCopy } from '../../../checks/evidence';

interface Listed {
  key: string;
  versionId: string;
  size: number;
}

interface Writer {
  writeManifest: (store: Store, run: { bucket: string; account: string; day: string }) => Promise<{ objects: number }>;
}

const { writeManifest }: Writer = jest.requireActual(join(__dirname, '../../../functions/audit-manifest/manifest.js'));

/** An archive in memory, and the program that writes its manifests. */
export class Archive {
  readonly objects = new Map<string, string>();
  readonly publicKey: string;
  private readonly store: Store;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    this.store = new Store(this.objects, createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  }

  add(key: string, text = key): void {
    this.objects.set(key, text);
  }

  run(day: string): Promise<{ objects: number }> {
    return writeManifest(this.store, { bucket: 'archive', account: '111122223333', day });
  }

  copy(): ArchiveCopy {
    const manifest = (ending: string): [string, string][] =>
      [...this.objects].flatMap(([key, text]) => {
        const day = new RegExp(`^manifest/(.*)\\.${ending}$`).exec(key)?.[1];
        return day === undefined ? [] : [[day, text]];
      });
    return {
      manifests: new Map(manifest('json')),
      signatures: new Map(manifest('sig')),
      keys: [...this.objects.keys()].filter((key) => !key.startsWith('manifest/')),
      sha256: (key) => {
        const text = this.objects.get(key);
        return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
      },
    };
  }
}

class Store {
  constructor(
    private readonly objects: Map<string, string>,
    private readonly key: KeyObject,
  ) {}

  list(prefix: string): Listed[] {
    return [...this.objects]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => ({ key, versionId: 'v1', size: text.length }));
  }

  folders(prefix: string): string[] {
    const names = [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length).split('/')[0] ?? '');
    return [...new Set(names)].map((name) => `${prefix}${name}/`);
  }

  read(key: string): string {
    return this.objects.get(key) ?? '';
  }

  digest({ key }: Listed): string {
    return createHash('sha256').update(this.read(key)).digest('hex');
  }

  write(key: string, text: string): void {
    this.objects.set(key, text);
  }

  /** As KMS does: of a digest that is there already. Node only signs texts, so the manifest is looked up by it. */
  sign(digest: Buffer): string {
    const text = [...this.objects.values()].find((each) => createHash('sha256').update(each).digest().equals(digest));
    return sign('sha256', Buffer.from(text ?? ''), this.key).toString('base64');
  }
}
