import { type PolicyPrincipal, type PolicyStatement } from "../../../../src/domain/iam/policy";
import { ACCOUNT, type Case } from "./generated-cases";
import { ownAnswer } from "./oracle";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/path/ci`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/ci/run-1`;
const USER = `arn:aws:iam::${ACCOUNT}:user/bob`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const FOREIGN_ROOT = "arn:aws:iam::999988887777:root";
const REPOSITORY = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/api`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const ROLE_ASKED = `arn:aws:iam::${ACCOUNT}:role/other`;

const policy = (...Statement: readonly PolicyStatement[]) => ({ Version: "2012-10-17" as const, Statement });
const own = (parts: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: "Allow",
  ...("NotAction" in parts ? {} : { Action: "*" }),
  ...("NotResource" in parts ? {} : { Resource: "*" }),
  ...parts,
});
const grant = (Principal: PolicyPrincipal): PolicyStatement => ({ Effect: "Allow", Principal, Action: "*" });
const NOTHING = policy(own({ Action: "s3:*" }));

function answer(parts: Partial<Case>): string {
  const request = { principal: ROLE, action: "ecr:PutImage", resource: REPOSITORY, account: ACCOUNT, context: {} };
  return ownAnswer({ ...request, identity: [], ...parts });
}

test.each<[string, string, PolicyPrincipal, string, string]>([
  ["a role", ROLE, { AWS: ROLE }, "Allowed", "ImplicitlyDenied"],
  ["a user", USER, { AWS: USER }, "Allowed", "Allowed"],
  ["a session", SESSION, { AWS: SESSION }, "Allowed", "Allowed"],
  ["a session by its role", SESSION, { AWS: ROLE }, "Allowed", "ImplicitlyDenied"],
  ["everybody", ROLE, "*", "Allowed", "Allowed"],
  ["everybody of AWS", USER, { AWS: "*" }, "Allowed", "Allowed"],
  ["the account", ROLE, { AWS: ACCOUNT }, "ImplicitlyDenied", "ImplicitlyDenied"],
  ["the account by its root user", USER, { AWS: ROOT }, "ImplicitlyDenied", "ImplicitlyDenied"],
  ["the root user itself", ROOT, { AWS: ROOT }, "Allowed", "Allowed"],
  ["a role, of which only one session is named,", ROLE, { AWS: SESSION }, "Unclear", "Unclear"],
  [
    "another role of that name",
    SESSION,
    { AWS: "arn:aws:iam::999988887777:role/ci" },
    "ImplicitlyDenied",
    "ImplicitlyDenied",
  ],
  ["a role as if it were a service", ROLE, { Service: ROLE }, "ImplicitlyDenied", "ImplicitlyDenied"],
  ["somebody that no policy can name", ROLE, { CanonicalUser: ROLE }, "ImplicitlyDenied", "ImplicitlyDenied"],
])("a repository's policy that names %s, without a boundary and with", (_who, principal, named, free, bounded) => {
  const resourcePolicy = policy(grant(named));
  expect(answer({ principal, resourcePolicy })).toBe(free);
  expect(answer({ principal, resourcePolicy, boundary: NOTHING })).toBe(bounded);
});

test("a denial counts wherever it stands, for the account as a whole too", () => {
  const identity = [policy(own())];
  const deny = own({ Effect: "Deny", Action: "ecr:Put*" });
  expect(answer({ identity: [...identity, policy(deny)] })).toBe("ExplicitlyDenied");
  expect(answer({ identity, boundary: policy(own(), deny) })).toBe("ExplicitlyDenied");
  for (const AWS of [ACCOUNT, ROOT, ROLE, "*"])
    expect(answer({ identity, resourcePolicy: policy({ ...grant({ AWS }), Effect: "Deny" }) })).toBe(
      "ExplicitlyDenied",
    );
});

test("NotPrincipal excepts a caller that is listed with its account, and one of both leaves it open", () => {
  const identity = [policy(own())];
  const denial = (AWS: string | string[], principal = ROLE, boundary?: Case["boundary"]) => {
    const resourcePolicy = policy({ Effect: "Deny", NotPrincipal: { AWS }, Action: "*" });
    return answer({ identity, principal, resourcePolicy, boundary });
  };
  expect(denial([ROLE, ROOT])).toBe("Allowed");
  expect(denial([ROLE, ROOT], SESSION)).toBe("Allowed");
  expect(denial("*")).toBe("Allowed");
  expect(denial(ROOT, ROOT)).toBe("Allowed");
  expect(denial(ROLE)).toBe("Unclear");
  expect(denial(ROOT)).toBe("Unclear");
  expect(denial(USER)).toBe("ExplicitlyDenied");
  expect(denial([ROLE, ROOT], ROLE, policy(own()))).toBe("ExplicitlyDenied");
});

test("a key's policy decides, and identity policies count where it hands on to the account", () => {
  const asked = { action: "kms:Decrypt", resource: KEY };
  const identity = [policy(own())];
  expect(answer({ ...asked, identity })).toBe("ImplicitlyDenied");
  expect(answer({ ...asked, identity, resourcePolicy: policy(grant({ AWS: ACCOUNT })) })).toBe("Allowed");
  expect(answer({ ...asked, resourcePolicy: policy(grant({ AWS: ACCOUNT })) })).toBe("ImplicitlyDenied");
  expect(answer({ ...asked, resourcePolicy: policy(grant({ AWS: ROLE })) })).toBe("Allowed");
});

test("so does a role's trust policy, which the identity policies of the account can not replace", () => {
  const asked = { action: "sts:AssumeRole", resource: ROLE_ASKED, identity: [policy(own())] };
  expect(answer(asked)).toBe("ImplicitlyDenied");
  expect(answer({ ...asked, resourcePolicy: policy(grant({ AWS: ROOT })) })).toBe("Allowed");
});

test("a root user needs no policy of its own, and is denied nevertheless", () => {
  expect(answer({ principal: ROOT })).toBe("Allowed");
  expect(answer({ principal: FOREIGN_ROOT })).toBe("ImplicitlyDenied");
  expect(answer({ principal: FOREIGN_ROOT, resourcePolicy: policy(grant({ AWS: "999988887777" })) })).toBe("Allowed");
  expect(answer({ principal: ROOT, resourcePolicy: policy({ ...grant("*"), Effect: "Deny" }) })).toBe(
    "ExplicitlyDenied",
  );
});

test("a service of AWS is allowed by the resource's policy alone, by its name or with everybody", () => {
  const principal = "ecs.amazonaws.com";
  expect(answer({ principal, identity: [policy(own())] })).toBe("ImplicitlyDenied");
  expect(answer({ principal, resourcePolicy: policy(grant({ Service: [principal, "ec2.amazonaws.com"] })) })).toBe(
    "Allowed",
  );
  expect(answer({ principal, resourcePolicy: policy(grant({ AWS: principal })) })).toBe("Allowed");
  expect(answer({ principal, resourcePolicy: policy(grant({ Service: "ec2.amazonaws.com" })) })).toBe(
    "ImplicitlyDenied",
  );
});

test.each<[string, Partial<PolicyStatement>, boolean]>([
  ["an action without its case", { Action: "ECR:putimage" }, true],
  ["an action by ? and *", { Action: "ecr:P?t*e" }, true],
  ["another action", { Action: ["ecr:Get*", "s3:*"] }, false],
  ["all actions but others", { NotAction: "s3:*" }, true],
  ["all actions but this", { NotAction: ["s3:*", "ecr:put*"] }, false],
  ["a resource by wildcards", { Resource: `arn:aws:ecr:*:${ACCOUNT}:repository/t?am/*` }, true],
  ["a resource by a wildcard across colons", { Resource: "arn:aws:ecr:*/api" }, true],
  ["a resource in another case", { Resource: REPOSITORY.toUpperCase() }, false],
  ["all resources but others", { NotResource: "arn:aws:s3:*" }, true],
  ["all resources but this", { NotResource: ["arn:aws:s3:*", "arn:aws:ecr:*"] }, false],
])("a statement about %s", (_what, parts, isAllowed) => {
  expect(answer({ identity: [policy(own(parts))] })).toBe(isAllowed ? "Allowed" : "ImplicitlyDenied");
});

test("a request about no resource is denied by all denials but those for ARNs, NotResource included", () => {
  const asked = { action: "ecr:GetAuthorizationToken", resource: "*" };
  const deny = (parts: Partial<PolicyStatement>) => policy(own(), own({ Effect: "Deny", ...parts }));
  expect(answer({ ...asked, identity: [deny({ Resource: "arn:aws:ecr:*" })] })).toBe("Allowed");
  expect(answer({ ...asked, identity: [deny({ NotResource: "arn:aws:ecr:*" })] })).toBe("ExplicitlyDenied");
});

test("a resource may have variables, save in a policy of the old version", () => {
  const Resource = `arn:aws:ecr:*:${ACCOUNT}:repository/\${aws:PrincipalTag/team}/*`;
  const statement = own({ Resource });
  const context = { "aws:PrincipalTag/team": "team" };
  expect(answer({ context, identity: [policy(statement)] })).toBe("Allowed");
  expect(answer({ context, identity: [{ Version: "2008-10-17", Statement: [statement] }] })).toBe("ImplicitlyDenied");
  expect(answer({ identity: [policy(statement)] })).toBe("ImplicitlyDenied");
  const excepting = own({ NotResource: Resource });
  expect(answer({ identity: [policy(excepting)] })).toBe("Unclear");
});
