import { type PolicySubject } from "../../../src/domain/policy-lint/policy-rule";

const GITHUB = "token.actions.githubusercontent.com";
const REPOSITORY = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api";

/** Statements without a finding, by kind of policy. */
export const GOOD_POLICIES: Readonly<Record<PolicySubject, readonly string[]>> = {
  "repository-policy": [
    `
- { Effect: Allow, Principal: { AWS: "444455556666" }, Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer] }`,
    `
- { Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:role/admin" }, Action: ecr:SetRepositoryPolicy }`,
    `
- { Effect: Allow, Principal: { AWS: "444455556666" }, Action: [ecr:Describe*, ecr:List*, ecr:BatchGet*] }`,
    `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { StringEquals: { aws:PrincipalOrgID: o-abcdefghij }, StringNotEquals: { aws:PrincipalOrgID: o-0123456789 } }`,
    `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: ecr:TagResource
  Condition: { ForAllValues:StringEquals: { aws:TagKeys: [team] }, "Null": { aws:TagKeys: "false" } }`,
    `
- Effect: Deny
  Principal: "*"
  Action: ecr:TagResource
  Condition: { ForAllValues:StringEquals: { aws:TagKeys: [team] } }`,
    `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { ArnLike: { aws:PrincipalArn: "arn:aws:iam::444455556666:role/ci-*" }, StringEquals: { aws:PrincipalAccount: "444455556666" } }`,
    `
- Effect: Allow
  Principal: { AWS: ["444455556666", "777788889999"] }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { StringEquals: { aws:PrincipalAccount: "777788889999" } }`,
    `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { IpAddress: { aws:SourceIp: 203.0.0.0/16 }, IpAddressIfExists: { aws:SourceIp: [203.0.113.0/24, 10.0.0.0/8] } }`,
    `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { IpAddress: { aws:VpcSourceIp: 10.0.0.0/8 } }`,
    `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    DateGreaterThan: { aws:CurrentTime: "2027-01-01T00:00:00Z" }
    DateLessThan: { aws:CurrentTime: "2027-01-31T00:00:00Z" }`,
    `
- Effect: Allow
  Principal: { AWS: "arn:aws:iam::111122223333:user/anna" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    NumericGreaterThan: { aws:MultiFactorAuthAge: "60" }
    NumericLessThanEquals: { aws:MultiFactorAuthAge: "61" }`,
    `
- Effect: Allow
  Principal: { AWS: "arn:aws:iam::111122223333:role/build" }
  Action: [ecr:BatchGetImage, ecr:ListImages]
- { Effect: Deny, Principal: "*", Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer] }`,
    `
- Effect: Allow
  Principal: { AWS: "arn:aws:iam::111122223333:role/build" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
- Effect: Deny
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { Bool: { aws:SecureTransport: "false" } }`,
    `
- Effect: Deny
  NotPrincipal: { AWS: ["111122223333", "arn:aws:iam::111122223333:role/build"] }
  Action: ecr:PutImage`,
    `
- Effect: Allow
  Principal: { Service: lambda.amazonaws.com }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { ArnLike: { aws:SourceArn: "arn:aws:lambda:eu-west-1:444455556666:function:*" } }`,
    `
- Effect: Allow
  Principal: { Service: codebuild.amazonaws.com }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { StringEquals: { aws:SourceOrgID: o-abcdefghij } }`,
    `
- Effect: Allow
  Principal: { AWS: "arn:aws:iam::111122223333:role/build" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { StringLike: { aws:PrincipalTag/team: "\${aws:PrincipalTag/owner}" }, StringEquals: { aws:PrincipalTag/team: web } }`,
    `
- { Effect: Allow, Principal: { AWS: "arn:aws:iam::444455556666:role/promote" }, Action: [ecr:BatchGetImage, ecr:PutImage] }`,
    `
- Effect: Allow
  Principal: { AWS: "arn:aws:iam::444455556666:role/push" }
  Action: [ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:BatchCheckLayerAvailability]
- { Effect: Allow, Principal: { AWS: "444455556666" }, Action: ecr:PutImage }`,
    `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { StringEqualsIgnoreCase: { aws:PrincipalOrgID: O-ABCDEFGHIJ } }`,
    `
- { Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:role/admin" }, Action: "ecr:*" }`,
    `
- Sid: LambdaECRImageRetrievalPolicy
  Effect: Allow
  Principal: { Service: lambda.amazonaws.com }
  Action:
    - ecr:BatchGetImage
    - ecr:DeleteRepositoryPolicy
    - ecr:GetDownloadUrlForLayer
    - ecr:GetRepositoryPolicy
    - ecr:SetRepositoryPolicy
  Condition: { StringLike: { aws:sourceArn: "arn:aws:lambda:eu-west-1:777788889999:function:*" } }`,
    `
- { Effect: Allow, Principal: { AWS: "777788889999" }, Action: [ecr:BatchDeleteImage, ecr:PutImageTagMutability] }
- { Effect: Allow, Principal: { AWS: "444455556666" }, Action: [ecr:TagResource, ecr:StartImageScan] }`,
    `
- Effect: Allow
  Principal: "*"
  Action: ecr:BatchDeleteImage
  Condition: { ArnLike: { aws:PrincipalArn: "arn:aws:iam::777788889999:role/cleanup-*" } }`,
    `
- Effect: Deny
  Principal: "*"
  Action: ecr:*
  Condition: { StringNotEquals: { aws:PrincipalOrgID: o-abcdefghij }, BoolIfExists: { aws:PrincipalIsAWSService: "false" } }
- Effect: Deny
  Principal: "*"
  Action: ecr:*
  Condition: { Bool: { aws:SecureTransport: "false" } }
- Effect: Deny
  Principal: "*"
  Action: ecr:*
  Condition:
    StringNotEquals: { aws:SourceVpce: vpce-0123456789abcdef0 }
    ArnNotLike: { aws:PrincipalArn: "arn:aws:iam::111122223333:role/terraform" }`,
    `
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition: { ForAnyValue:StringNotLike: { aws:PrincipalOrgPaths: "o-abcdefghij/*" } }
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition: { "Null": { aws:PrincipalOrgPaths: "true" } }
- Effect: Deny
  Principal: "*"
  Action: ecr:BatchDeleteImage
  Condition: { BoolIfExists: { aws:MultiFactorAuthPresent: "false" } }`,
    `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { IpAddress: { aws:SourceIp: [203.0.113.0/24, 54.72.1.2, "2600:1f18:1:2::/64"] } }`,
    `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { IpAddress: { aws:SourceIp: 203.0.113.0/24 }, NotIpAddress: { aws:SourceIp: [203.0.113.0/25, 203.0.113.128/26] } }`,
    `
- Effect: Deny
  Principal: "*"
  Action: ecr:*
  Condition: { DateLessThan: { aws:TokenIssueTime: "2020-01-01T00:00:00Z" } }
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { DateLessThan: { aws:CurrentTime: "2026-12-31T00:00:00Z" } }`,
    `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { ForAnyValue:StringLike: { aws:PrincipalOrgPaths: ["o-abcdefghij/r-ab12/ou-*", "o-abcdefghij/r-ab12/ou-ab12-11111111/*"] } }`,
  ],
  "registry-policy": [
    `
- Effect: Allow
  Principal: { AWS: "arn:aws:iam::444455556666:root" }
  Action: [ecr:CreateRepository, ecr:ReplicateImage]
  Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/*"`,
    `
- { Effect: Allow, Principal: { AWS: "444455556666" }, Action: ecr:BatchImportUpstreamImage, Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/team/*" }
- { Effect: Deny, Principal: "*", Action: ecr:BatchImportUpstreamImage, Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/team/secret" }`,
  ],
  "trust-policy": [
    `
- Effect: Allow
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${GITHUB}" }
  Action: sts:AssumeRoleWithWebIdentity
  Condition: { StringEquals: { "${GITHUB}:aud": sts.amazonaws.com }, StringLike: { "${GITHUB}:sub": "repo:acme/api:ref:refs/tags/v*" } }`,
    `
- { Effect: Allow, Principal: { AWS: "arn:aws:iam::444455556666:role/deploy" }, Action: [sts:AssumeRole, sts:TagSession] }`,
    `
- Effect: Allow
  Principal: { Service: pods.eks.amazonaws.com }
  Action: [sts:AssumeRole, sts:TagSession]
  Condition: { StringEquals: { aws:SourceAccount: "111122223333" } }`,
    `
- { Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }`,
  ],
  "role-policy": [
    `
- { Effect: Allow, Action: ecr:GetAuthorizationToken, Resource: "*" }
- { Effect: Allow, Action: [ecr:PutImage, ecr:BatchGetImage], Resource: ${REPOSITORY} }`,
    `
- { Effect: Allow, Action: ecr:PutImage, Resource: ${REPOSITORY} }
- { Effect: Deny, Action: ecr:PutImage, NotResource: ${REPOSITORY} }`,
    `
- { Effect: Allow, Action: iam:PassRole, Resource: "arn:aws:iam::111122223333:role/task" }
- { Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: "arn:aws:kms:eu-west-1:111122223333:key/1" }`,
    `
- { Effect: Allow, Action: [inspector2:ListCoverage, inspector2:ListFindings], Resource: "*" }`,
  ],
};
