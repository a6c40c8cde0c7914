import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands before a server on loopback; while it is shut nobody gets through, and what the server keeps is kept. */
export class Door {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private open = true;

  private constructor(target: number) {
    this.server = createServer((client) => {
      if (!this.open) {
        client.destroy();
        return;
      }
      const server = connect(target, '127.0.0.1');
      for (const [socket, other] of [
        [client, server],
        [server, client],
      ] as const) {
        this.sockets.add(socket);
        socket.pipe(other);
        socket.on('error', () => other.destroy());
        socket.on('close', () => this.sockets.delete(socket));
      }
    });
  }

  static async before(target: number): Promise<Door> {
    const door = new Door(target);
    door.server.listen(0, '127.0.0.1');
    await once(door.server, 'listening');
    door.server.unref();
    return door;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  shut(): void {
    this.open = false;
    for (const socket of this.sockets) socket.destroy();
  }

  reopen(): void {
    this.open = true;
  }

  close(): void {
    this.shut();
    this.server.close();
  }
}
