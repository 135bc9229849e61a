/** Where a new environment keeps its Terraform state. */
export type StateChoice =
  | { readonly kind: "s3"; readonly bucket: string }
  | { readonly kind: "cloud"; readonly organization: string }
  | { readonly kind: "local" };

export const STATE_FORMS = "s3:<bucket>, cloud:<organization> or local";

/**
 * Reads what `--state` says.
 * @throws Error when it has none of the forms
 */
export function parseStateChoice(text: string): StateChoice {
  const [kind, ...rest] = text.split(":");
  const name = rest.join(":");
  if (kind === "s3" && name !== "") return { kind, bucket: name };
  if (kind === "cloud" && name !== "") return { kind, organization: name };
  if (text === "local") return { kind: "local" };
  throw new Error(`expected ${STATE_FORMS}, found ${JSON.stringify(text)}`);
}

/** Whose CI workflow a new project gets. */
export const CI_CHOICES = ["github", "gitlab", "none"] as const;
export type CiChoice = (typeof CI_CHOICES)[number];

/** The `state` of an environment's file. */
export function stateData(choice: StateChoice): object {
  switch (choice.kind) {
    case "s3":
      return { s3: { bucket: choice.bucket } };
    case "cloud":
      return { cloud: { organization: choice.organization } };
    case "local":
      return { local: {} };
  }
}
