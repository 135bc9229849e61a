import { GIGABYTE } from "../../domain/text/format";

/** How many days ahead lifecycle policies are simulated. */
export const DAYS_AHEAD = 7;

/** Less than this costs under a dollar a month, and does not explain a high bill. In bytes. */
export const HIGH = 10 * GIGABYTE;
