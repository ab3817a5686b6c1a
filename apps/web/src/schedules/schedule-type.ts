import type { ApiOutputs } from "../api/trpc.ts";

export type Schedule = ApiOutputs["schedules"]["list"]["schedules"][number];
