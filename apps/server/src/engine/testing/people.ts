// Who runs what in tests of the engine.
export const ORGANIZATION = "org_test";
export const PERSON = { user_id: "user_ada", name: "Ada" };
