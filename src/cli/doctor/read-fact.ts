import { refusalOf } from "../../aws/refusal";
import { type Environment } from "../../model/environment";
import { observed, unobserved, type Observed } from "../../operations/doctor/observed";

/**
 * Reads a fact from AWS. An error becomes the reason why the fact is unknown.
 * @param what what is read, such as `read the role ci`
 */
export async function readFact<T>(environment: Environment, what: string, ask: () => Promise<T>): Promise<Observed<T>> {
  try {
    return observed(await ask());
  } catch (fault) {
    return unobserved(refusalOf(fault, what, environment).message);
  }
}
