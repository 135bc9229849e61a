import { partitionOf, type AwsLocation } from "../../src/domain/aws/arn";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { terraformName } from "../../src/domain/terraform/terraform-name";
import { type InvalidInput } from "./invalid-input";
import { type ModuleDocument } from "./module-definition";
import { hclText } from "./validation";

/** Conditions that must hold, as expressions, by the message for a condition that fails. */
export type Assertions = Readonly<Record<string, string>>;

/** A plan with these inputs, and assertions about the result. */
export function run(inputs: ModuleDocument, assertions: Assertions): ModuleDocument {
  return {
    command: "plan",
    variables: inputs,
    assert: Object.entries(assertions).map(([message, condition]) => ({
      condition: `\${${condition}}`,
      error_message: message,
    })),
  };
}

/** Whether a policy of a plan is the same document, as an expression. */
export function isSame(address: string, document: PolicyDocument): string {
  return `jsondecode(${address}) == jsondecode(${hclText(JSON.stringify(document))})`;
}

/** An input that the module rejects, and the variable, resource or output that rejects it. */
export type Refused = Pick<InvalidInput, "title" | "inputs" | "written" | "rejectedBy">;

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** Why a run has several values, and how it still shows that each of them is rejected. */
const SEVERAL_VALUES =
  "Each variable must be rejected. One run sets an invalid value for each of them, because every run costs a plan:";

/**
 * Plans whose inputs must be rejected by the named checks. A run takes most of a second, and Terraform reports all invalid
 * variables at once, so a run has one invalid value for each variable.
 * @param accepted valid inputs that each run has in addition
 */
export function refusedRuns(accepted: ModuleDocument, refused: readonly Refused[]): Record<string, ModuleDocument> {
  const alone = refused.filter((it) => !isOfOneVariable(it)).map((it) => [it]);
  return Object.fromEntries(
    [...rounds(refused.filter(isOfOneVariable)), ...alone].map((together, index) => {
      const [first] = together;
      const name =
        together.length === 1
          ? terraformName(first?.title ?? "").toLowerCase()
          : `${ORDINALS[index] ?? `number_${index + 1}`}_invalid_value_of_each_variable`;
      return [name, refusedRun(accepted, together)];
    }),
  );
}

function refusedRun(accepted: ModuleDocument, together: readonly Refused[]): ModuleDocument {
  return {
    ...(together.length === 1 ? {} : { "//": [SEVERAL_VALUES, ...together.map(describe)].join("\n") }),
    command: "plan",
    variables: Object.assign(
      {},
      accepted,
      ...together.map(({ inputs, written }) => written ?? inputs),
    ) as ModuleDocument,
    expect_failures: together.map(({ rejectedBy: refusedBy }) => refusedBy),
  };
}

function describe({ title, rejectedBy }: Refused): string {
  return `- ${rejectedBy.replace(/^var\./, "")}: ${title}`;
}

function isOfOneVariable({ inputs, rejectedBy: refusedBy }: Refused): boolean {
  const [name, ...others] = Object.keys(inputs);
  return others.length === 0 && refusedBy === `var.${name ?? ""}`;
}

/** Groups the first invalid value of each variable, then the second of each, and so on. */
function rounds(refused: readonly Refused[]): Refused[][] {
  const found: Refused[][] = [];
  const seen = new Map<string, number>();
  for (const it of refused) {
    const round = seen.get(it.rejectedBy) ?? 0;
    seen.set(it.rejectedBy, round + 1);
    (found[round] ??= []).push(it);
  }
  return found;
}

/** Account and region of a mocked provider. */
interface MockedLocation {
  /** Account ID. @default - random text, for modules that do not read it */
  readonly account?: string;
  readonly region: string;
}

/**
 * A mocked AWS provider.
 * @param data defaults of more data sources, by type
 * @param resources defaults of resources, by type
 */
export function mockedAws(
  { account, region }: MockedLocation,
  { data = {}, resources }: { readonly data?: ModuleDocument; readonly resources?: ModuleDocument } = {},
): Readonly<Record<string, ModuleDocument>> {
  return {
    aws: {
      mock_data: {
        ...(account === undefined ? {} : { aws_caller_identity: { defaults: { account_id: account } } }),
        aws_service: { defaults: { partition: partitionOf(region), region } },
        ...data,
      },
      ...(resources === undefined ? {} : { mock_resource: resources }),
    },
  };
}

/** The same for modules with roles. OpenTofu checks that a `policy_arn` is an ARN, and would mock random text. */
export function mockedAwsWithRoles(location: AwsLocation): Readonly<Record<string, ModuleDocument>> {
  const mocked = (kind: string): ModuleDocument => ({
    defaults: { arn: `arn:${partitionOf(location.region)}:iam::${location.account}:${kind}/mocked` },
  });
  return mockedAws(location, { resources: { aws_iam_policy: mocked("policy"), aws_iam_role: mocked("role") } });
}

const AWS = mockedAws({ region: "eu-west-1" });

/**
 * A test file that needs neither AWS nor a cluster, because its providers are mocked. @param providers mocked providers
 * by name. @default - AWS in eu-west-1
 */
export function testFile(
  runs: Readonly<Record<string, ModuleDocument>>,
  providers: Readonly<Record<string, ModuleDocument>> = AWS,
): ModuleDocument {
  return { mock_provider: providers, run: runs };
}
