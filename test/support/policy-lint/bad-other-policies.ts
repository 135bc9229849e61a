/** Statements of registry policies, marked like those of repositories. */
export const BAD_REGISTRY_POLICIES: Readonly<Record<string, string>> = {
  "everyone replicates": `
- Effect: Allow
  Principal: "*" # ! public
  Action: ecr:ReplicateImage
  Resource: "*"`,
  "an account that may change the registry's policy": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:PutRegistryPolicy] # ! escalation, scope
  Resource: "*"`,
  "all actions": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: "ecr:*" # ! wildcard-action
  Resource: "*"`,
  "a grant that is denied for more repositories": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: ecr:ReplicateImage # ! denied
  Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/team/*"
- Effect: Deny
  Principal: "*"
  Action: ecr:ReplicateImage
  Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/*"`,
  "accounts that contradict each other": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: ecr:ReplicateImage
  Resource: "*"
  Condition:
    StringEquals: { aws:PrincipalAccount: "777788889999" } # ! void`,
};

const GITHUB = "token.actions.githubusercontent.com";

/** Statements of trust policies. */
export const BAD_TRUST_POLICIES: Readonly<Record<string, string>> = {
  "every workflow of GitHub": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition:
    StringEquals: { "${GITHUB}:aud": sts.amazonaws.com } # ! missing-subject`,
  "every workflow, by a wildcard": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition:
    StringEquals: { "${GITHUB}:aud": sts.amazonaws.com } # ! missing-subject
    StringLike: { "${GITHUB}:sub": "*:*" }`,
  "every owner whose name begins alike": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition:
    StringEquals: { "${GITHUB}:aud": sts.amazonaws.com } # ! missing-subject
    StringLike: { "${GITHUB}:sub": "repo:acme*" }`,
  "every workflow, if there is no subject": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition:
    StringEquals: { "${GITHUB}:aud": sts.amazonaws.com } # ! missing-subject
    StringEqualsIfExists: { "${GITHUB}:sub": "repo:acme/api:ref:refs/heads/main" }`,
  "tokens for any audience": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition:
    StringEquals: { "${GITHUB}:sub": "repo:acme/api:ref:refs/heads/main" } # ! missing-audience`,
  "an audience that may be absent": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition:
    ForAllValues:StringEquals: # ! missing-audience
      "${GITHUB}:aud": sts.amazonaws.com # ! null-check
    StringEquals: { "${GITHUB}:sub": "repo:acme/api:ref:refs/heads/main" }`,
  "no condition": `
- Effect: Allow # ! missing-audience, missing-subject
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity`,
  "claims of another issuer": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition:
    StringEquals: # ! missing-subject
      gitlab.com:aud: sts.amazonaws.com
      "${GITHUB}:sub": "repo:acme/api:ref:refs/heads/main" # ! foreign-key`,
  "an action that tokens do not call": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRole # ! void
  Condition:
    StringEquals:
      "${GITHUB}:aud": sts.amazonaws.com
      "${GITHUB}:sub": "repo:acme/api:ref:refs/heads/main"`,
  "a pattern that is compared literally": `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition:
    StringEquals:
      "${GITHUB}:aud": sts.amazonaws.com
      "${GITHUB}:sub": "repo:acme/api:*" # ! literal-wildcard`,
  everyone: `
- Effect: Allow
  Principal: { AWS: "*" } # ! public
  Action: sts:AssumeRole`,
  "everyone with an external ID": `
- Effect: Allow
  Principal: { AWS: "*" }
  Action: sts:AssumeRole
  Condition:
    StringEquals: { sts:ExternalId: acme } # ! public-condition`,
  "everyone but an account": `
- Effect: Allow
  NotPrincipal: { AWS: "444455556666" } # ! public
  Action: sts:AssumeRole`,
  "a service that acts for anyone": `
- Effect: Allow
  Principal:
    Service: pods.eks.amazonaws.com # ! confused-deputy
  Action: [sts:AssumeRole, sts:TagSession]`,
};

const REPOSITORY = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api";

/** Statements of policies of roles. */
export const BAD_ROLE_POLICIES: Readonly<Record<string, string>> = {
  everything: `
- Effect: Allow
  Action: "*" # ! escalation, wildcard-action
  Resource: "*" # ! wildcard-resource`,
  "all actions of another service": `
- Effect: Allow
  Action: s3:* # ! wildcard-action
  Resource: arn:aws:s3:::bucket/*`,
  "a push to every repository": `
- Effect: Allow
  Action: [ecr:PutImage, ecr:GetAuthorizationToken]
  Resource: "*" # ! wildcard-resource`,
  "any role is passed": `
- Effect: Allow
  Action: [iam:PassRole] # ! escalation
  Resource: "*"`,
  "roles of one account are passed": `
- Effect: Allow
  Action: iam:PassRole # ! escalation
  Resource: "arn:aws:iam::111122223333:role/*"`,
  "any policy gets a new version": `
- Effect: Allow
  Action: iam:CreatePolicyVersion # ! escalation
  Resource: "*"`,
  "any role gets a policy": `
- Effect: Allow
  Action: iam:Put*Policy # ! escalation
  Resource: "arn:aws:iam::*:role/ci-*"`,
  "any role is assumed": `
- Effect: Allow
  Action: sts:AssumeRole # ! escalation
  Resource: "*"`,
  "every repository policy is changed": `
- Effect: Allow
  Action: ecr:SetRepositoryPolicy # ! escalation
  Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/*"`,
  "everything but an action": `
- Effect: Allow
  NotAction: iam:* # ! not-action
  Resource: ${REPOSITORY}`,
  "everything but a repository": `
- Effect: Allow
  Action: ecr:PutImage
  NotResource: ${REPOSITORY} # ! not-resource`,
  "a set without a null check": `
- Effect: Allow
  Action: ecr:TagResource
  Resource: ${REPOSITORY}
  Condition:
    ForAllValues:StringEquals:
      aws:TagKeys: team # ! null-check`,
  "an action that does not exist": `
- Effect: Deny
  Action: [ecr:DeleteImage, # ! unknown-action
    ecr:PutImage]
  Resource: "*"`,
  "a permission that is denied": `
- Effect: Allow
  Action: ecr:PutImage # ! denied
  Resource: ${REPOSITORY}
- Effect: Deny
  Action: ecr:Put*
  Resource: "*"`,
  "a condition that contradicts itself": `
- Effect: Allow
  Action: ecr:PutImage
  Resource: ${REPOSITORY}
  Condition:
    StringEquals: { aws:RequestedRegion: eu-west-1 }
    StringNotLike:
      aws:RequestedRegion: "eu-*" # ! void`,
};
