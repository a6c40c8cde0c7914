import { Address4 } from 'ip-address';

/** An IPv4 range. Arithmetic is the library's; this only gives it the words we use. */
export class Cidr {
  private readonly address: Address4;

  private constructor(readonly text: string) {
    this.address = new Address4(text);
  }

  /** Undefined unless `text` is a range whose host bits are zero, as AWS demands. */
  static parse(text: string): Cidr | undefined {
    if (!/\/\d+$/.test(text) || !Address4.isValid(text)) return undefined;
    const cidr = new Cidr(text);
    return cidr.address.startAddress().correctForm() === cidr.address.correctForm() ? cidr : undefined;
  }

  /** The range with the host bits of `text` set to zero, for an error message; undefined if it is no address at all. */
  static nearest(text: string): string | undefined {
    if (!/\/\d+$/.test(text) || !Address4.isValid(text)) return undefined;
    const address = new Address4(text);
    return `${address.startAddress().correctForm()}/${address.subnetMask}`;
  }

  get prefix(): number {
    return this.address.subnetMask;
  }

  /** Addresses in the range. */
  get size(): number {
    return 2 ** (32 - this.prefix);
  }

  /** The `index`th of the ranges of length `prefix` inside this one. */
  subnet(prefix: number, index: number): Cidr {
    const start = this.address.startAddress().bigInt() + BigInt(index) * 2n ** BigInt(32 - prefix);
    return new Cidr(`${Address4.fromBigInt(start).correctForm()}/${prefix}`);
  }

  contains(other: Cidr): boolean {
    return other.address.isInSubnet(this.address);
  }

  overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }
}
