import { DNS_SUFFIXES } from "../aws/partitions";
import { finding } from "../policy-lint/rules";
import { quoteValue, valuesAt, type Problem } from "../problems/problem";
import { hasToken } from "../terraform/strings";
import { didYouMean } from "../text/suggestions";
import { type PartialStatement } from "./draft";
import { SERVICE } from "./principal";

/**
 * Services that read images with their own principal, as their user guides say, last compared on 2026-11-30. All others use a role
 * of the customer.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-permissions
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/sample-ecr.html
 * @see https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/application-custom-image.html
 * @see https://docs.aws.amazon.com/omics/latest/dev/permissions-resource.html
 */
const READERS: readonly string[] = [
  ...["codebuild", "emr-serverless", "gamelift", "inspector2", "lambda", "omics", "sagemaker"],
];

/** Services with which images run, and the role that pulls for them. */
const ROLES_OF: Readonly<Record<string, string>> = {
  apprunner: "App Runner pulls images with the service's access role",
  "build.apprunner": "App Runner pulls images with the service's access role",
  batch: "Batch pulls images with the job's execution role",
  ec2: "EC2 instances pull images with the role of their instance profile",
  ecs: "ECS pulls images with the task execution role",
  "ecs-tasks": "ECS pulls images with the task execution role",
  eks: "EKS nodes pull images with the node role",
  "eks-fargate-pods": "EKS pulls images with the pod execution role",
  "pods.eks": "EKS nodes pull images with the node role",
  "tasks.apprunner": "App Runner pulls images with the service's access role",
};

/** Why no request comes from a service's own principal, as far as is known; `undefined` for services that read images. */
export function serviceFault(domain: string): string | undefined {
  const suffix = DNS_SUFFIXES.find((ending) => domain.endsWith(`.${ending}`)) ?? "";
  const label = domain.slice(0, -suffix.length - 1);
  if (READERS.includes(label)) return undefined;
  const found = `expected a service that reads images with its own principal, found ${quoteValue(domain)}`;
  const role = ROLES_OF[label];
  if (role !== undefined) return `${found}. ${role}. Name that role instead`;
  const hint = didYouMean(label, READERS);
  return `${found}.${hint || " Check the spelling, or name the role that the service uses instead"}`;
}

/** Warns about services that never call ECR as themselves. */
export function checkServices({ at, statement: { Effect, Principal } }: PartialStatement): Problem[] {
  if (Effect !== "Allow" || Principal === undefined || Principal === "*") return [];
  return valuesAt([...at, "Principal", "Service"], Principal["Service"]).flatMap(({ at: where, text: domain }) => {
    // Domains of another form are reported for their form.
    const fault = !SERVICE.test(domain) || hasToken(domain) ? undefined : serviceFault(domain);
    return fault === undefined ? [] : [finding("service", where, fault)];
  });
}
