import { type Claims, type ROLES } from "./roles";

/** Tokens by the role that they ask for. Claims not written are those of a token that gets in. */
type Tokens = readonly (readonly [what: string, claims: Partial<Claims>])[];

export interface Table {
  readonly role: keyof typeof ROLES;
  /** Claims as the platform signs them. */
  readonly claims: Claims;
  readonly letIn: Tokens;
  readonly refused: Tokens;
}
