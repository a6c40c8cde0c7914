import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A queue as the gateway knows it: takes a message, or is in error. */
export class Queue {
  readonly messages: Record<string, unknown>[] = [];
  broken = false;
  private readonly server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { MessageBody }: { MessageBody: string } = JSON.parse(text);
      const message: Record<string, unknown> = JSON.parse(MessageBody);
      if (!this.broken) this.messages.push(message);
      response.writeHead(this.broken ? 500 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(this.broken ? {} : { MessageId: 'm' }));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.server.unref();
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.server.close();
  }
}
