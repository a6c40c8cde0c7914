import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../../../contract';

/** One record a sink was given. */
export interface Arrived {
  /** Log group the request named. */
  group: string;
  body: Json;
  attributes: Record<string, Json>;
}

/** Stands in for the OTLP door of CloudWatch. It can be away. */
export class Sink {
  readonly arrived: Arrived[] = [];
  refused = 0;
  away = false;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (this.away) {
          this.refused += 1;
          response.writeHead(503).end();
          return;
        }
        this.take(String(request.headers['x-aws-log-group']), Buffer.concat(chunks));
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return (address satisfies AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(group: string, data: Buffer): void {
    const request: Json = JSON.parse(gunzipSync(data).toString('utf8'));
    for (const resource of list(request, 'resourceLogs')) {
      const shared = attributes(isObject(resource) ? resource['resource'] : undefined);
      for (const scope of list(resource, 'scopeLogs')) {
        for (const record of list(scope, 'logRecords')) {
          const body = isObject(record) ? value(record['body']) : null;
          this.arrived.push({ group, body, attributes: { ...shared, ...attributes(record) } });
        }
      }
    }
  }
}

function list(from: Json | undefined, key: string): Json[] {
  const found = isObject(from) ? from[key] : undefined;
  return Array.isArray(found) ? found : [];
}

function attributes(from: Json | undefined): Record<string, Json> {
  return pairs(list(from, 'attributes'));
}

function pairs(entries: readonly Json[]): JsonObject {
  return Object.fromEntries(
    entries.flatMap((entry) => (isObject(entry) ? [[String(entry['key']), value(entry['value'])]] : [])),
  );
}

/** A value as OTLP writes it, unwrapped. */
function value(wrapped: Json | undefined): Json {
  if (!isObject(wrapped)) return null;
  const [kind, inner] = Object.entries(wrapped)[0] ?? [];
  if (kind === 'intValue') return Number(inner);
  if (kind === 'arrayValue') return list(inner, 'values').map(value);
  if (kind === 'kvlistValue') return pairs(list(inner, 'values'));
  return inner ?? null;
}
