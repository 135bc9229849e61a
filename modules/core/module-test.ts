import { logicalId } from "./logical-id";
import { type ModuleDocument } from "./terraform/module-definition";

/** A condition and what to say where it does not hold. */
export type Assertion = readonly [condition: string, message: string];

/** A plan with these inputs, of which the assertions must hold. */
export function run(inputs: ModuleDocument, assertions: readonly Assertion[]): ModuleDocument {
  return {
    command: "plan",
    variables: inputs,
    assert: assertions.map(([condition, message]) => ({ condition, error_message: message })),
  };
}

/** A plan for each input, which has to be refused by what is named. */
export function refusedRuns(
  refused: readonly {
    readonly wrong: string;
    readonly inputs: ModuleDocument;
    readonly refusedBy: string;
  }[],
): Record<string, ModuleDocument> {
  return Object.fromEntries(
    refused.map(({ wrong, inputs, refusedBy }) => [
      logicalId(wrong).toLowerCase(),
      { command: "plan", variables: inputs, expect_failures: [refusedBy] },
    ]),
  );
}

const AWS = { aws: { mock_data: { aws_service: { defaults: { partition: "aws", region: "eu-west-1" } } } } };

/**
 * A test file that needs no AWS and no cluster: providers are Terraform's stand-ins.
 * @param providers the stand-ins, by the providers' names; AWS's is in Ireland where nothing else is said
 */
export function testFile(
  runs: Readonly<Record<string, ModuleDocument>>,
  providers: Readonly<Record<string, ModuleDocument>> = AWS,
): ModuleDocument {
  return { mock_provider: providers, run: runs };
}
