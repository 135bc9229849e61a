import { addStacks } from "../../stacks/add-stacks";
import { environment, operator, repository } from "../support/environment";
import { synthesize } from "../support/synthesize";

const CLUSTER = { key: "one", eks: "one", oidcProvider: "lookup", authentication: { by: "exec" } } as const;
const GROUPS = [{ name: "payments", match: ["payments/*"] }];

test("a repository that changes its group is imported by the new stack, with its guard, and forgotten by the old one", () => {
  const stacks = synthesize((app) => {
    addStacks(app, {
      environment: environment({
        groups: GROUPS,
        repositories: [
          repository("payments/api", { deletionPolicy: "Retain" }),
          repository("payments/web"),
          repository("other"),
        ],
        imports: ["payments/api", "payments/web"].map((repositoryName) => ({
          ...{ repositoryName, without: [], fromStack: "registry" as const },
        })),
      }),
      projectFolder: "../../..",
    });
  });
  const guard = 'terraform_data.retained_0["payments/api"]';
  const { "test-registry": old, "test-registry-payments": now } = stacks;
  expect(now?.import).toEqual([
    { to: "aws_ecr_repository.payments_api", id: "payments/api" },
    { to: guard, id: "payments/api" },
    { to: "aws_ecr_repository.payments_web", id: "payments/web" },
  ]);
  expect(Object.keys(now?.resource?.["aws_ecr_repository"] ?? {})).toEqual(["payments_api", "payments_web"]);
  expect(Object.keys(old?.resource?.["aws_ecr_repository"] ?? {})).toEqual(["other"]);
  expect(old?.moved).toEqual([{ from: guard, to: 'terraform_data.released["payments/api"]' }]);
  expect(old?.removed?.map(({ from }) => from)).toEqual(
    ["payments_api", "payments_web"].flatMap((id) =>
      ["aws_ecr_repository", "aws_ecr_lifecycle_policy", "aws_ecr_repository_policy"].map((type) => `${type}.${id}`),
    ),
  );
  // Without a guard in the state, this one would be new.
  expect(old?.locals?.["released_names"]).toEqual(["payments/api"]);
});

test("only the stacks that name a role of the access stack wait for it", () => {
  const dependencies = new Map<string, readonly string[]>();
  synthesize((app) => {
    const role = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";
    addStacks(app, {
      environment: environment({
        groups: GROUPS,
        operator: operator({ serviceAccountMode: "none" }),
        clusters: [CLUSTER],
        repositories: [repository("payments/api", { pullPrincipals: [role] }), repository("other")],
      }),
      projectFolder: "../../..",
    });
    for (const { node } of app.node.children) {
      const stack = app.node.findChild(node.id) as unknown as {
        readonly dependencies?: readonly { node: { id: string } }[];
      };
      dependencies.set(
        node.id,
        (stack.dependencies ?? []).map((other) => other.node.id),
      );
    }
  });
  expect(dependencies.get("test-registry-payments")).toEqual(["test-access"]);
  expect(dependencies.get("test-registry")).toEqual([]);
});
