import type { Resource } from '../../../contract';
import type { Component } from '../component';
import type { Context } from '../context';

/** What a resource is billed for. Pure; at least one component, be it that it is free. */
export type Meter = (resource: Resource, context: Context) => Component[];
