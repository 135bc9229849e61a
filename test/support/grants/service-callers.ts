import {
  GET,
  LAYER,
  CHECK,
  PUT,
  role,
  functionArn,
  project,
  FRIEND,
  OTHER,
  STRANGER,
  LAMBDA,
  CODEBUILD,
  type Kind,
} from "./caller-kinds";

/** Callers that are services, and principals of the accounts that services act for. */
export const SERVICE_KINDS: readonly Kind[] = [
  {
    name: "Lambda for an account",
    grants: [{ service: "lambda", sourceAccount: FRIEND }],
    enter: [
      ["a function", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND) }],
      ["another function", LAMBDA, LAYER, { "aws:SourceArn": functionArn(FRIEND, "worker:7") }],
      ["the role that creates the function", role(FRIEND), GET],
    ],
    refused: [
      ["a function of another account", LAMBDA, GET, { "aws:SourceArn": functionArn(STRANGER) }],
      ["a function in another region", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND, "api", "us-east-1") }],
      ["Lambda without a function", LAMBDA, GET],
      ["a layer of Lambda", LAMBDA, GET, { "aws:SourceArn": `arn:aws:lambda:eu-west-1:${FRIEND}:layer:api` }],
      ["a change of the policy", LAMBDA, "ecr:SetRepositoryPolicy", { "aws:SourceArn": functionArn(FRIEND) }],
      ["a push", LAMBDA, PUT, { "aws:SourceArn": functionArn(FRIEND) }],
      ["another service", CODEBUILD, GET, { "aws:SourceArn": functionArn(FRIEND) }],
      ["a role of another account", role(STRANGER), GET],
      ["a push by the account", role(FRIEND), PUT],
      ["a check of layers by the account", role(FRIEND), CHECK],
    ],
  },
  {
    name: "Lambda for a function",
    grants: [{ service: "lambda", sourceArn: functionArn(FRIEND) }],
    enter: [["the function", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND) }]],
    refused: [
      ["another function", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND, "other") }],
      ["a function whose name begins the same", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND, "api2") }],
      ["the function's name in another account", LAMBDA, GET, { "aws:SourceArn": functionArn(STRANGER) }],
    ],
  },
  {
    name: "Lambda in the repository's account",
    grants: [{ service: "lambda", sourceAccount: "111122223333" }],
    enter: [["a function", LAMBDA, GET, { "aws:SourceArn": functionArn("111122223333") }]],
    refused: [
      ["a function of another account", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND) }],
      ["a role of another account", role(FRIEND), GET],
    ],
  },
  {
    name: "CodeBuild for an account",
    grants: [{ service: "codebuild", sourceAccount: [FRIEND, OTHER] }],
    enter: [
      ["a project", CODEBUILD, GET, { "aws:SourceAccount": FRIEND, "aws:SourceArn": project(FRIEND) }],
      ["a project of the second account", CODEBUILD, CHECK, { "aws:SourceAccount": OTHER }],
    ],
    refused: [
      ["a project of another account", CODEBUILD, GET, { "aws:SourceAccount": STRANGER }],
      ["CodeBuild without an account", CODEBUILD, GET],
      ["another service", "sagemaker.amazonaws.com", GET, { "aws:SourceAccount": FRIEND }],
      ["a role of the account", role(FRIEND), GET],
      ["a push", CODEBUILD, PUT, { "aws:SourceAccount": FRIEND }],
    ],
  },
  {
    name: "CodeBuild for projects, SageMaker for an account",
    grants: [
      { service: "codebuild", sourceArn: project(FRIEND, "team-*") },
      { service: "sagemaker", sourceAccount: OTHER },
    ],
    enter: [
      ["a project", CODEBUILD, LAYER, { "aws:SourceArn": project(FRIEND, "team-a"), "aws:SourceAccount": FRIEND }],
      ["SageMaker", "sagemaker.amazonaws.com", GET, { "aws:SourceAccount": OTHER }],
    ],
    refused: [
      ["another project", CODEBUILD, GET, { "aws:SourceArn": project(FRIEND, "other") }],
      ["SageMaker for the projects' account", "sagemaker.amazonaws.com", GET, { "aws:SourceAccount": FRIEND }],
      ["CodeBuild for the other account", CODEBUILD, GET, { "aws:SourceAccount": OTHER }],
    ],
  },
];
