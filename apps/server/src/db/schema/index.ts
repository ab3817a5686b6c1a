export * from "./identity.ts";
export * from "./runs.ts";
export * from "./schedules.ts";
export * from "./secrets.ts";
export * from "./segments.ts";
export * from "./server.ts";
export * from "./tasks.ts";
