import { EcrpublicRepository } from "@cdktf/provider-aws/lib/ecrpublic-repository";
import { EcrpublicRepositoryPolicy } from "@cdktf/provider-aws/lib/ecrpublic-repository-policy";
import { type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkPublicRepository, isRetainedPublic, publicPolicyOf } from "../../src/domain/public-repositories/check";
import { type PublicCatalog, type PublicRepositorySettings } from "../../src/domain/public-repositories/settings";
import { terraformName } from "../../src/domain/terraform/terraform-name";
import { hasToken, literalText } from "../../src/domain/terraform/strings";
import { jsonPolicy } from "../kit/json-policy";
import { optionalMap } from "../kit/optional";
import { throwOnErrors } from "../kit/throw-on-errors";

/** Arguments of `EcrPublicRepository`. */
export interface EcrPublicRepositoryProps extends PublicRepositorySettings {
  /**
   * AWS provider in `us-east-1`.
   * @default - the stack's provider, which must be in `us-east-1`
   */
  readonly provider?: TerraformProvider;
}

/**
 * A public repository in the Amazon ECR Public Gallery. **Everyone can see it and pull its images**; only principals of its account
 * and those that you name may push.
 *
 * Public repositories belong to the partition `aws` and are managed in `us-east-1`, whatever the region of your stack. Terraform
 * addresses come from the name: `team/api` is `aws_ecrpublic_repository.team_api`.
 * @throws an error that lists all arguments that AWS would reject
 * @example
 * new EcrPublicRepository(this, "Api", {
 *   provider: new AwsProvider(this, "public", { alias: "public", region: "us-east-1" }),
 *   repositoryName: "team/api",
 *   catalog: { description: "The API server.", architectures: ["x86-64", "ARM 64"], operatingSystems: ["Linux"] },
 *   pushPrincipals: ["arn:aws:iam::111122223333:role/release"],
 * });
 */
export class EcrPublicRepository extends Construct {
  /** The repository, for references from other resources. */
  readonly resource: EcrpublicRepository;
  /** The repository policy, if the arguments grant or deny something. */
  readonly repositoryPolicy?: EcrpublicRepositoryPolicy;

  /**
   * Checks the settings and adds the repository with its policy.
   * @param scope stack or construct to which the repository belongs
   * @param id ID of the construct, unique in the scope
   * @param props settings of the repository
   */
  constructor(scope: Construct, id: string, props: EcrPublicRepositoryProps) {
    super(scope, id);
    throwOnErrors(this, checkPublicRepository(props));
    const { provider, repositoryName, catalog, tags, forceDelete = false } = props;
    const address = terraformName(repositoryName);
    this.resource = new EcrpublicRepository(this, "Resource", {
      provider,
      repositoryName,
      catalogData: catalog === undefined ? undefined : catalogData(catalog),
      forceDestroy: forceDelete || undefined,
      tags: optionalMap(tags),
      lifecycle: isRetainedPublic(props) ? { preventDestroy: true } : undefined,
    });
    this.resource.overrideLogicalId(address);
    const policy = publicPolicyOf(props);
    if (policy === undefined) return;
    this.repositoryPolicy = new EcrpublicRepositoryPolicy(this, "RepositoryPolicy", {
      provider,
      repositoryName: this.resource.repositoryName,
      policy: jsonPolicy(policy),
    });
    this.repositoryPolicy.overrideLogicalId(address);
  }

  /** Terraform address of the repository, e.g. `aws_ecrpublic_repository.team_api`. */
  get address(): string {
    return `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`;
  }

  /** ARN of the repository, known after it is created. */
  get repositoryArn(): string {
    return this.resource.arn;
  }

  /** URI of the repository for `docker push` and `docker pull`: `public.ecr.aws/<alias>/<name>`. AWS assigns the alias. */
  get repositoryUri(): string {
    return this.resource.repositoryUri;
  }
}

function catalogData({ description, about, usage, architectures, operatingSystems, logoImageBlob }: PublicCatalog) {
  return {
    description: literal(description),
    aboutText: literal(about),
    usageText: literal(usage),
    architectures: architectures && [...architectures],
    operatingSystems: operatingSystems && [...operatingSystems],
    logoImageBlob,
  };
}

/** Shell variables in a text, such as `${TAG}`, are not expressions of Terraform. */
function literal(text: string | undefined): string | undefined {
  return text === undefined || hasToken(text) ? text : literalText(text);
}
