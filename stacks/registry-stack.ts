import { TerraformLocal } from "cdktf";
import { type Construct } from "constructs";
import { dockerLoginCommand } from "../src/domain/aws/arn";
import { addressesOf, allAddressesOf } from "../src/domain/repository/addresses";
import { EcrRepository } from "../modules/ecr-repository/construct";
import { RepositoryRetention } from "../modules/repository-retention/construct";
import { isRetained } from "../src/domain/repository/retention";
import { EcrRegistrySettings } from "../modules/ecr-registry-settings/construct";
import { type Environment, type RepositoryDeclaration } from "../src/model/environment";
import { EnvironmentStack, type EnvironmentStackProps } from "./environment-stack";
import { AWS_WITH_EXCLUSION_FILTERS } from "./versions";

/** `<environment>-registry`: the repositories with their policies, and the registry's own settings. */
export class RegistryStack extends EnvironmentStack {
  constructor(scope: Construct, props: EnvironmentStackProps) {
    super(scope, "registry", props);
    const { location, registry, repositories, removed, released } = props.environment;
    const addresses = repositories.map((it) => this.addRepository(it).address).sort();
    if (repositories.some(({ imageTagMutabilityExclusionFilters }) => imageTagMutabilityExclusionFilters.length > 0)) {
      this.requireProvider("aws", AWS_WITH_EXCLUSION_FILTERS);
    }
    if (registry !== undefined) new EcrRegistrySettings(this, "Registry", { ...registry, location });
    new RepositoryRetention(this, "Retention", {
      retained: repositories.flatMap((it) => (isRetained(it.deletionPolicy) ? [it.repositoryName] : [])),
      released: [...removed, ...released],
    });
    this.addRemovedBlocks(removed);
    this.addImports(props.environment);

    // A list, one line each: a map's lines would all be aligned anew by a longer name. And as text, since a token for each
    // attribute of each repository would double the time that a large registry takes.
    const list = new TerraformLocal(
      this,
      "repositories",
      addresses.map((address) => `\${${address}}`),
    );
    list.overrideLogicalId("repositories");
    const each = (attribute: string): string =>
      `\${{ for repository in local.repositories : repository.name => repository.${attribute} }}`;
    this.addOutput("registry_id", "Account id of the registry.", location.account);
    this.addOutput("repository_urls", "URL of each repository, as docker pushes and pulls it.", each("repository_url"));
    this.addOutput("repository_arns", "ARN of each repository.", each("arn"));
    this.addOutput(
      "docker_login_command",
      "Shell line that logs docker in to the registry for 12 hours.",
      dockerLoginCommand(location),
    );
  }

  private addRepository(props: RepositoryDeclaration): EcrRepository {
    return new EcrRepository(this, props.repositoryName.replaceAll("/", "."), {
      ...props,
      location: this.environment.location,
    });
  }

  /** Terraform finds these in AWS instead of making them; what is in the state already it passes over. */
  private addImports({ imports, repositories }: Environment): void {
    if (imports.length === 0) return;
    const declared = new Map(repositories.map((repository) => [repository.repositoryName, repository]));
    const blocks = imports.flatMap(({ repositoryName: id, without }) => {
      const repository = declared.get(id);
      return repository === undefined ? [] : addressesOf(repository, without).map((to) => ({ to, id }));
    });
    this.addOverride("import", blocks);
  }

  /** Terraform forgets these and leaves them in AWS. cdktf has no construct for `removed`. */
  private addRemovedBlocks(names: readonly string[]): void {
    if (names.length === 0) return;
    const blocks = names.flatMap((name) =>
      allAddressesOf(name).map((from) => ({ from, lifecycle: { destroy: false } })),
    );
    this.addOverride("removed", blocks);
  }
}
