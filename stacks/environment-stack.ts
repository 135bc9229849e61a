import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack, type TerraformElement } from "cdktf";
import { type Construct, type Node } from "constructs";
import { type Environment } from "../src/model/environment";
import { type StackKind } from "../src/model/stack-kinds";
import { optionalLiteral } from "../modules/kit/optional";
import { literalText } from "../src/domain/terraform/strings";
import { addStateBackend } from "./state-backend";
import { REQUIRED_PROVIDERS, REQUIRED_TERRAFORM, type RequiredProvider } from "./versions";

export interface EnvironmentStackProps {
  readonly environment: Environment;
  /** Path of the project's folder, relative to the folder in which Terraform runs a stack, with forward slashes. */
  readonly projectFolder: string;
}

/** One Terraform state of an environment: its backend, its AWS provider, and readable names. */
export abstract class EnvironmentStack extends TerraformStack {
  protected readonly environment: Environment;

  /** @param kind last part of the stack's name, `<environment>-<kind>` */
  constructor(scope: Construct, kind: StackKind, { environment, projectFolder }: EnvironmentStackProps) {
    super(scope, `${environment.name}-${kind}`);
    this.environment = environment;
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    addStateBackend(this, environment, kind, projectFolder);
    this.addAwsProvider();
    this.requireProvider("aws", REQUIRED_PROVIDERS.aws);
  }

  /**
   * Adds a second AWS provider in another region, with the same account and credentials.
   * @param alias name of the provider, as in `aws.public`
   */
  protected addAwsProviderIn(region: string, alias: string): AwsProvider {
    const { sts } = this.environment.provider.endpoints;
    const { location } = this.environment;
    // Endpoints of the main region do not serve this one. STS is only asked who the caller is.
    const endpoints = sts === undefined ? {} : { endpoints: [{ sts: literalText(sts) }], stsRegion: location.region };
    return new AwsProvider(this, `aws.${alias}`, { ...this.providerSettings(), region, alias, ...endpoints });
  }

  /** Replaces the exact version that the bindings would pin. */
  protected requireProvider(name: string, required: RequiredProvider): void {
    this.addOverride(`terraform.required_providers.${name}`, required);
  }

  protected addOutput(id: string, description: string, value: unknown): void {
    new TerraformOutput(this, id, { description, value, staticId: true });
  }

  /** Joins the ids of the construct tree with `_`. The default would add a hash to every nested name. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = "node" in element ? element.node : element;
    const names = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    return names
      .filter((name) => name !== "Resource")
      .join("_")
      .replaceAll(/[^A-Za-z0-9_-]/g, "_");
  }

  private addAwsProvider(): void {
    const { location, provider } = this.environment;
    const endpoints = Object.entries(provider.endpoints).map(([service, url]) => [service, literalText(url)] as const);
    new AwsProvider(this, "aws", {
      region: location.region,
      ...this.providerSettings(),
      endpoints: endpoints.length > 0 ? [Object.fromEntries(endpoints)] : undefined,
    });
  }

  /** What does not depend on the region. */
  private providerSettings() {
    const { location, provider, tags } = this.environment;
    return {
      allowedAccountIds: [location.account],
      maxRetries: provider.maxRetries,
      profile: optionalLiteral(provider.profile),
      assumeRole:
        provider.assumeRole === undefined
          ? undefined
          : [{ ...provider.assumeRole, externalId: optionalLiteral(provider.assumeRole.externalId) }],
      defaultTags: Object.keys(tags).length > 0 ? [{ tags: { ...tags } }] : undefined,
    };
  }
}
