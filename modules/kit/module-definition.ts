import { type ModuleStack } from "./module-stack";

type Json = string | number | boolean | null | readonly Json[] | ModuleDocument;

/** A configuration, or a test file, as Terraform's JSON has it. */
export interface ModuleDocument {
  readonly [key: string]: Json | undefined;
}

/** Blocks that stand together under one title; the same titles, in the same order, in each file of a module. */
export interface ModuleSection {
  readonly title?: string;
  /** Addresses of the blocks, as `var.name`, `aws_ecr_repository.this` or `output.url`, in reading order. */
  readonly blocks: readonly string[];
}

/** An example: a complete configuration that uses the module. */
export interface ModuleExample {
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly shows: string;
  readonly document: ModuleDocument;
}

/** All that a folder of `terraform/modules` is made from. */
export interface ModuleDefinition {
  readonly name: string;
  readonly title: string;
  /** What the module makes, in a sentence. */
  readonly summary: string;
  /** Source files, for the first line of what is generated. */
  readonly source: string;
  /** Names of the providers that the module needs. */
  readonly providers: readonly string[];
  readonly build: (stack: ModuleStack) => void;
  readonly sections: readonly ModuleSection[];
  /** Comments above blocks, by address. */
  readonly comments: Readonly<Record<string, string>>;
  /** The call of the module that the README begins with. */
  readonly usage: ModuleDocument;
  readonly examples: readonly ModuleExample[];
  /** Test files by name, without `.tftest.hcl`. */
  readonly tests: Readonly<Record<string, ModuleDocument>>;
  /** What somebody needs to run an example. @default - credentials for an AWS account */
  readonly needs?: string;
  /** What the examples cost, in a sentence. */
  readonly costs: string;
  /** How an example is removed again, in a sentence. @default - by `terraform destroy` */
  readonly removal?: string;
  /** Paragraphs of the README on what its tables cannot say, by title. */
  readonly notes: Readonly<Record<string, string>>;
}
