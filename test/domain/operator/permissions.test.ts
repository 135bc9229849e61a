import { ECR_ACTIONS, isChange } from "../../../src/domain/aws/ecr-actions";
import { callerOf } from "../../../src/domain/iam/evaluation/caller";
import { requestContext } from "../../../src/domain/iam/evaluation/context";
import { decide } from "../../../src/domain/iam/evaluation/decide";
import { readPolicy } from "../../../src/domain/iam/evaluation/policy";
import { partitionOf, repositoryArn, type AwsLocation } from "../../../src/domain/aws/arn";
import {
  DELETE_ACTION,
  KEY_ACTIONS,
  OPERATOR_ACTIONS,
  type OperatorPermissions,
} from "../../../src/domain/operator/permissions";
import { planPolicies } from "../../../src/domain/operator/plan-policies";
import { evaluate } from "../../support/evaluate";

const IRELAND: AwsLocation = { account: "111122223333", region: "eu-west-1" };
const CHINA: AwsLocation = { account: "111122223333", region: "cn-north-1" };
const GOVERNMENT: AwsLocation = { account: "111122223333", region: "us-gov-west-1" };

function answer(
  settings: Omit<OperatorPermissions, "location">,
  action: string,
  name: string,
  at = IRELAND,
  location = IRELAND,
) {
  const { documents } = planPolicies({ ...settings, location });
  const principal = `arn:${partitionOf(location.region)}:iam::${location.account}:role/operator`;
  return evaluate({ principal, action, resource: repositoryArn(at, name) }, { identity: documents });
}

const sandbox = { manages: ["sandbox/", "tools/builder"] };

describe.each(OPERATOR_ACTIONS)("%s", (action) => {
  test.each(["sandbox/x", "sandbox/a/b", "tools/builder"])(
    "is allowed on %s, which the operator owns",
    async (name) => {
      expect(await answer(sandbox, action, name)).toBe("Allowed");
    },
  );

  test.each(["sandbox", "sandboxy/x", "team/api", "tools/builder2", "tools/builder/x", "x/sandbox/a"])(
    "is not allowed on %s, which it does not own",
    async (name) => {
      const changes = ECR_ACTIONS.some((each) => `ecr:${each.name}` === action && isChange(each));
      expect(await answer(sandbox, action, name)).toBe(changes ? "ExplicitlyDenied" : "ImplicitlyDenied");
    },
  );

  test.each([
    ["account", { ...IRELAND, account: "444455556666" }],
    ["region", { ...IRELAND, region: "eu-central-1" }],
    ["partition", CHINA],
  ])("is not allowed on an owned name in another %s", async (_, at) => {
    expect(await answer(sandbox, action, "sandbox/x", at)).not.toBe("Allowed");
  });

  test.each([CHINA, GOVERNMENT])("is allowed in region $region, in another partition", async (location) => {
    expect(await answer(sandbox, action, "sandbox/x", location, location)).toBe("Allowed");
    expect(await answer(sandbox, action, "team/api", location, location)).not.toBe("Allowed");
  });
});

test("deletion is not allowed by default", async () => {
  expect(await answer(sandbox, DELETE_ACTION, "sandbox/x")).toBe("ImplicitlyDenied");
  expect(await answer({ ...sandbox, allowDelete: false }, DELETE_ACTION, "sandbox/x")).toBe("ImplicitlyDenied");
});

test("allowDelete allows deletion of owned repositories only", async () => {
  expect(await answer({ ...sandbox, allowDelete: true }, DELETE_ACTION, "sandbox/x")).toBe("Allowed");
  expect(await answer({ ...sandbox, allowDelete: true }, DELETE_ACTION, "team/api")).toBe("ExplicitlyDenied");
});

describe("a role that also gets full access to ECR", () => {
  const everything = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: "*" }],
  } as const;
  const principal = "arn:aws:iam::111122223333:role/operator";
  /** A list too long for one deny statement, so that declared repositories and registry settings are denied separately. */
  const spread = {
    manages: ["sandbox/", ...Array.from({ length: 100 }, (_, index) => `tools/a-long-name-of-a-builder-${index}`)],
    declaredRepositories: ["team/api"],
  };

  describe.each([
    ["everything else is denied", sandbox],
    ["declared repositories are denied", spread],
  ])("%s", (_, settings) => {
    const identity = [...planPolicies({ ...settings, location: IRELAND }).documents, everything];
    const statements = identity.flatMap((document) => {
      const read = readPolicy(document, "identity", "policy");
      return read.ok ? read.statements : [];
    });
    const answerOf = (action: string, resource: string) =>
      decide(
        {
          action,
          resource,
          caller: callerOf(principal),
          account: IRELAND.account,
          context: requestContext({ present: {}, absent: "others" }),
        },
        { identity: statements },
      ).allowed;

    test.each(ECR_ACTIONS)(
      "may call ecr:$name ($access) only if it changes no other repository",
      ({ name, access, resource }) => {
        const action = `ecr:${name}`;
        const change = isChange({ name, access, resource });
        if (resource === "registry") {
          expect(answerOf(action, "*")).toBe(!change);
          return;
        }
        expect(answerOf(action, repositoryArn(IRELAND, "sandbox/x"))).toBe(true);
        expect(answerOf(action, repositoryArn(IRELAND, "team/api"))).toBe(!change);
      },
    );
  });

  test("another library gives the same results for pushes and registry settings", async () => {
    const identity = [...planPolicies({ ...sandbox, location: IRELAND }).documents, everything];
    const ask = (action: string, resource: string) =>
      evaluate({ principal, action, resource, account: IRELAND.account }, { identity });
    for (const action of ["ecr:PutImage", "ecr:UploadLayerPart", "ecr:BatchDeleteImage", "ecr:SetRepositoryPolicy"]) {
      expect(await ask(action, repositoryArn(IRELAND, "team/api"))).toBe("ExplicitlyDenied");
      expect(await ask(action, repositoryArn(IRELAND, "sandbox/x"))).toBe("Allowed");
    }
    for (const action of ["ecr:PutRegistryPolicy", "ecr:PutReplicationConfiguration", "ecr:PutAccountSetting"]) {
      expect(await ask(action, "*")).toBe("ExplicitlyDenied");
    }
    expect(await ask("ecr:GetAuthorizationToken", "*")).toBe("Allowed");
  });
});

describe("keys", () => {
  const key = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
  const otherKey = "arn:aws:kms:eu-west-1:111122223333:key/99999999-2222-3333-4444-555555555555";
  const keyPolicy = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" },
    ],
  };
  const ask = (action: string, resource: string, kmsKeyArns?: string[]) => {
    const { documents } = planPolicies({ ...sandbox, location: IRELAND, kmsKeyArns });
    return evaluate(
      { principal: "arn:aws:iam::111122223333:role/operator", action, resource },
      { identity: documents, resource: keyPolicy },
    );
  };

  test.each(KEY_ACTIONS)("%s is allowed only on the listed key", async (action) => {
    expect(await ask(action, key, [key])).toBe("Allowed");
    expect(await ask(action, otherKey, [key])).toBe("ImplicitlyDenied");
  });

  test.each(KEY_ACTIONS)("%s is not allowed without a listed key", async (action) => {
    expect(await ask(action, key)).toBe("ImplicitlyDenied");
  });

  test("nothing else is allowed on the key", async () => {
    expect(await ask("kms:Decrypt", key, [key])).toBe("ImplicitlyDenied");
  });
});
