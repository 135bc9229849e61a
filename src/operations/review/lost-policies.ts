/**
 * What happens to the policies of a replaced repository. Their arguments do not change, so the plan leaves them as they are.
 */
export const LOST_POLICIES =
  "Its policies are deleted together with the repository. Terraform notices this only in the next plan, so deploy a second time.";
