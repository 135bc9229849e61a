import { parse } from "yaml";
import { grantParts } from "../../../src/domain/grants/parts";
import { type Grant } from "../../../src/domain/grants/schema";
import { differencesWithOrigins } from "../../../src/domain/repository/differences/compare-with-aws";
import { type ExistingPolicies } from "../../../src/domain/repository/existing";
import { REPOSITORY_DEFAULTS } from "../../../src/domain/repository/settings";
import { type RepositoryDeclaration, type RepositoryImport } from "../../../src/model/environment";
import { diagnoseDifferences } from "../../../src/operations/doctor/differences";

const EXISTING = {
  repositoryName: "team/api",
  repositoryArn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
  repositoryUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api",
  registryId: "111122223333",
  imageTagMutability: "IMMUTABLE",
  imageTagMutabilityExclusionFilters: [],
  scanOnPush: true,
  encryptionType: "AES256",
};
const LOCATION = { account: "111122223333", region: "eu-west-1" };
const AT = "environments/dev/repositories/team.yaml:2";
const LAMBDA = {
  Sid: "LambdaECRImageRetrievalPolicy",
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
} as const;
const PULL = {
  Sid: "AllowPull",
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::444455556666:root"] },
  Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
};
const GRANTED = { pullPrincipals: ["444455556666"] };
const BUILD = {
  Sid: "Build",
  Effect: "Allow",
  Principal: { AWS: "444455556666" },
  Action: "ecr:BatchGetImage",
} as const;

/** Grants as the environment resolves them. */
function granted({ pull }: { readonly pull: readonly Grant[] }) {
  return { pull, grants: grantParts(pull, "pull", { partition: "aws", ...LOCATION }) };
}

function diagnose(
  declared: Partial<RepositoryDeclaration>,
  found: readonly object[] | undefined,
  { imports = [], more = {} }: { imports?: readonly RepositoryImport[]; more?: Partial<ExistingPolicies> } = {},
) {
  const declaration: RepositoryDeclaration = {
    ...REPOSITORY_DEFAULTS,
    repositoryName: "team/api",
    pullPrincipals: [],
    pushPrincipals: [],
    ...declared,
  };
  const repositoryPolicyText = found && JSON.stringify({ Version: "2012-10-17", Statement: found });
  const policies = { tags: {}, ...(repositoryPolicyText === undefined ? {} : { repositoryPolicyText }), ...more };
  const environment = { tags: {}, partition: "aws" as const, imports };
  return diagnoseDifferences({
    environment: "dev",
    stack: "dev-registry",
    location: LOCATION,
    declaredAt: AT,
    declaration,
    policies,
    imports,
    differences: differencesWithOrigins(declaration, environment, EXISTING, policies),
  });
}

test("no differences, no causes", () => {
  expect(diagnose(GRANTED, [PULL])).toEqual([]);
});

test("Lambda's statement is to be declared, and the printed policy ends the difference", () => {
  const [found, ...rest] = diagnose(GRANTED, [PULL, LAMBDA]);
  expect(rest).toEqual([]);
  expect(found).toMatchObject({ id: "repository/service-statement", about: "team/api", verdict: "cause" });
  expect(found?.evidence).toBe(
    `AWS Lambda wrote the statement LambdaECRImageRetrievalPolicy into the repository policy, but ${AT} does not declare the statement in this form. Deploying dev-registry would revert it, and functions that use images from team/api would fail. AWS Lambda adds the statement again only when a function is created or updated`,
  );
  expect(found?.fix).not.toContain("cdktf deploy");
  expect(found?.fix).toBe(
    `before you deploy, declare the access. In the entry at ${AT}, add this: pull: [{ service: lambda, sourceAccount: "111122223333" }]`,
  );
  const [, entry = ""] = found?.fix?.split(`In the entry at ${AT}, add this: `) ?? [];
  const [narrowed, ...others] = diagnose({ ...GRANTED, ...granted(parse(entry) as { pull: Grant[] }) }, [PULL, LAMBDA]);
  expect(others).toEqual([]);
  expect(narrowed?.id).toBe("repository/differs");
  expect(narrowed?.fix).toMatch(/cdktf deploy dev-registry$/);
});

test("an entry that has pull, perhaps from the defaults, keeps it", () => {
  const pull = [{ organization: "o-a1b2c3d4e5" }];
  const [found] = diagnose({ ...GRANTED, pull }, [PULL, LAMBDA]);
  expect(found?.fix).toContain(
    'In the environment dev, add this to grants: { match: [team/api], pull: [{ service: lambda, sourceAccount: "111122223333" }] }',
  );
});

test("a statement that no grant expresses is declared as it is", () => {
  const tagged = { ...LAMBDA, Condition: { StringEquals: { "aws:PrincipalTag/Team": "api" } } };
  const [found] = diagnose(GRANTED, [PULL, tagged]);
  const [, entry = ""] = found?.fix?.split(`In the entry at ${AT}, add this: `) ?? [];
  expect(diagnose({ ...GRANTED, ...(JSON.parse(`{${entry}}`) as object) }, [PULL, tagged])).toEqual([]);
});

test("next to written statements, it becomes a grant; one that is written is replaced", () => {
  const policy = (statement: object) =>
    ({ repositoryPolicy: { Version: "2012-10-17", Statement: [statement] } }) as Partial<RepositoryDeclaration>;
  expect(diagnose(policy(BUILD), [BUILD, LAMBDA])[0]?.fix).toContain(
    `In the entry at ${AT}, add this: pull: [{ service: lambda, sourceAccount: "111122223333" }]`,
  );
  expect(diagnose(policy({ ...LAMBDA, Action: "ecr:BatchGetImage" }), [LAMBDA])[0]?.fix).toContain(
    `In the entry at ${AT}, replace LambdaECRImageRetrievalPolicy in repositoryPolicy.Statement with this: `,
  );
});

test("a policy that is not declared is declared or deleted by hand, not deployed away", () => {
  const found = diagnose({}, [BUILD], { more: { lifecyclePolicyText: '{"rules":[]}' } });
  expect(found.map(({ id }) => id)).toEqual(["repository/unmanaged-policy", "repository/unmanaged-policy"]);
  expect(found[1]?.evidence).toBe(
    `the repository has a repositoryPolicy in AWS (1 statement), but ${AT} does not declare one. Unless an earlier deployment created the policy, Terraform does not manage it, and a deployment does not change it`,
  );
  expect(found[0]?.fix).toContain(
    "To delete it: aws ecr delete-lifecycle-policy --repository-name team/api --region eu-west-1.",
  );
  expect(found[1]?.fix).toContain('If you declare it, also add "team/api" to "imports" in the environment');
});

test("one that Lambda wrote alone is not offered for deletion", () => {
  const [found, ...rest] = diagnose({}, [LAMBDA]);
  expect(rest).toEqual([]);
  expect(found?.id).toBe("repository/unmanaged-policy");
  expect(found?.evidence).toContain("AWS Lambda wrote the statement LambdaECRImageRetrievalPolicy and needs it");
  expect(found?.fix).toContain(
    `In the entry at ${AT}, add this: pull: [{ service: lambda, sourceAccount: "111122223333" }]`,
  );
  expect(found?.fix).not.toContain("delete");
});

test("a policy that would be created over AWS's is imported, with what is lost", () => {
  const lifecyclePolicy = {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 9 },
        action: { type: "expire" },
      },
    ],
  } as const;
  const [service, grant, changed] = diagnose({ ...GRANTED, lifecyclePolicy }, [LAMBDA]);
  expect([service?.id, grant?.id]).toEqual(["repository/service-statement", "repository/not-imported"]);
  expect(grant?.evidence).toContain("would replace it with aws_ecr_repository_policy.team_api");
  expect(grant?.fix).toContain(
    'add {"repositoryName":"team/api","without":["lifecyclePolicy"]} to "imports" in the environment',
  );
  expect(changed?.fix).toMatch(/^first fix the other differences of this repository, then review with /);
});

test("an import that leaves the policy out is replaced", () => {
  const imports = [{ repositoryName: "team/api", without: ["repositoryPolicy"] as const }];
  expect(diagnose(GRANTED, [BUILD], { imports })[0]?.fix).toContain(
    'replace its entry under "imports" in the environment with "team/api"',
  );
});

test("what was changed by hand is deployed, and services that lose access are named", () => {
  const service = { ...PULL, Sid: "Build", Principal: { Service: "codebuild.amazonaws.com" } };
  expect(diagnose(GRANTED, [PULL, service])).toMatchObject([
    {
      id: "repository/differs",
      fix: 'review with npx cdktf diff dev-registry, then run npx cdktf deploy dev-registry. A deployment would remove access for codebuild.amazonaws.com. To keep the access, declare pull: [{ service: codebuild, sourceAccount: "111122223333" }]',
    },
  ]);
  expect(diagnose(GRANTED, undefined)[0]?.fix).toBe(
    "review with npx cdktf diff dev-registry, then run npx cdktf deploy dev-registry",
  );
});
