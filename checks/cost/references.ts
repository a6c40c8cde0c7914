import type { Document, Resource } from '../../contract';

/** The document's references, both ways. */
export class References {
  private readonly byPlace: ReadonlyMap<string, Resource>;
  private readonly targets: ReadonlyMap<string, string>;

  constructor(private readonly document: Document) {
    this.byPlace = new Map(
      Object.values(document.by_type)
        .flat()
        .map((resource): [string, Resource] => [`${resource.stack}/${resource.address}`, resource]),
    );
    this.targets = reversed(document.refs);
  }

  /** The resource that an attribute of `resource` points at, `launch_template.id`. */
  target(resource: Resource, attribute: string): Resource | undefined {
    const place = this.targets.get(`${resource.stack}/${resource.address} ${resource.type}.${attribute}`);
    return place === undefined ? undefined : this.byPlace.get(place);
  }

  /** The resource at a place. */
  at({ stack, address }: { stack: string; address: string }): Resource | undefined {
    return this.byPlace.get(`${stack}/${address}`);
  }

  /** The launch template that a node group starts its nodes from. */
  launchTemplate(group: Resource): Resource | undefined {
    return this.target(group, 'launch_template.id') ?? this.target(group, 'launch_template.name');
  }

  /** Whether anything points at `resource` through `<type>.<attribute>`. */
  pointedAtBy(resource: Resource, pointer: string): boolean {
    const pointers = this.document.refs[`${resource.stack}/${resource.address}`]?.[pointer];
    return pointers !== undefined && pointers.length > 0;
  }
}

function reversed(refs: Document['refs']): Map<string, string> {
  return new Map(
    Object.entries(refs).flatMap(([target, pointers]) =>
      Object.entries(pointers).flatMap(([attribute, places]) =>
        places.map((place): [string, string] => [`${place} ${attribute}`, target]),
      ),
    ),
  );
}
