import { type ModuleStack } from "./module-stack";

type Json = string | number | boolean | null | readonly Json[] | ModuleDocument;

/** A configuration or a test file, in Terraform's JSON syntax. */
export interface ModuleDocument {
  readonly [key: string]: Json | undefined;
}

/** Blocks under one title. Each file of a module has the same titles in the same order. */
export interface ModuleSection {
  readonly title?: string;
  /** Addresses of the blocks in reading order: `var.name`, `aws_ecr_repository.this`, `output.url`. */
  readonly blocks: readonly string[];
}

/** A complete configuration that calls the module. */
export interface ModuleExample {
  readonly name: string;
  /** What the example shows, in one sentence. */
  readonly shows: string;
  readonly document: ModuleDocument;
}

/**
 * The source of a folder of `terraform/modules`, together with `README.template.md` in the module's own folder. The template
 * holds the README's text; `src/cli/generate/module-readme.ts` fills in the usage, the examples, the tables and the values.
 */
export interface ModuleDefinition {
  readonly name: string;
  /** Folder of the source files, for the first line of generated files. */
  readonly source: string;
  /** Local names of the required providers. */
  readonly providers: readonly string[];
  readonly build: (stack: ModuleStack) => void;
  readonly sections: readonly ModuleSection[];
  /** Comments above blocks, by address. */
  readonly comments: Readonly<Record<string, string>>;
  /** The README's first call of the module. */
  readonly usage: ModuleDocument;
  readonly examples: readonly ModuleExample[];
  /** Test files by name, without `.tftest.hcl`. */
  readonly tests: Readonly<Record<string, ModuleDocument>>;
  /**
   * Limits and names that the README's text mentions, by placeholder: `wildcards` replaces `{{wildcards}}`.
   * @default - none
   */
  readonly readmeValues?: Readonly<Record<string, string | number>>;
}
