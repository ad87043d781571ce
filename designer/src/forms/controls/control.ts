import type { Component } from 'vue';
import type { JsonSchema, Path, Resolve } from '../../schema/index.ts';

/** What a control is told: the schema of its field with references followed, the value, and what ties it to its label. */
export interface ControlProps {
  schema: JsonSchema;
  value: unknown;
  path: Path;
  label: string;
  id: string;
  described: string | undefined;
  invalid: boolean;
  readonly: boolean;
}

/** What a control of several fields is told: it draws its own title. */
export interface StructureProps {
  schema: JsonSchema;
  value: unknown;
  path: Path;
  label: string;
  required: boolean;
  readonly: boolean;
  /** Its name stands beside it already: no frame around it. */
  isBare?: boolean;
}

/** A file in this folder that ends in Control.vue: its component, and what it says of itself. */
export interface ControlFile {
  default: Component;
  /** The `x-control` names that it answers to. */
  serves?: readonly string[];
  /** How well it fits a schema that names no control; 0 not at all, the highest wins. */
  fits?: (schema: JsonSchema, resolve: Resolve) => number;
  /** Draws title, help and errors itself. */
  isStructure?: boolean;
  /** Takes the whole width of a group. */
  isWide?: (schema: JsonSchema) => boolean;
}
