/** Where environments for the emulator are: moto's own account, which no one has in AWS. */
export const EMULATED_LOCATION = { account: "123456789012", region: "eu-central-1" } as const;
