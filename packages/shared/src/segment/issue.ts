export type IssueSeverity = "error" | "warning";

/**
 * One located finding about a segment. `path` is a JSON Pointer into the segment;
 * `message` is a sentence that says what to do.
 */
export type Issue = {
  code: IssueCode;
  severity: IssueSeverity;
  path: string;
  message: string;
  step_id?: string;
};

/** `shape` codes are refused outright; `error` codes are kept with a draft and refused on start. */
export type IssueCode =
  // shape
  | "JSON_SYNTAX"
  | "JSON_DUPLICATE_KEY"
  | "JSON_FORBIDDEN_KEY"
  | "JSON_FORBIDDEN_CHARACTER"
  | "LIMIT_BYTES"
  | "LIMIT_STEPS"
  | "LIMIT_EDGES"
  | "LIMIT_DEPTH"
  | "LIMIT_STRING"
  | "FIELD_MISSING"
  | "FIELD_UNKNOWN"
  | "FIELD_TYPE"
  | "FIELD_VALUE"
  | "ID_INVALID"
  | "NUMBER_INVALID"
  // meaning
  | "STEP_ID_DUPLICATE"
  | "NOTE_ID_DUPLICATE"
  | "GROUP_ID_DUPLICATE"
  | "GROUP_STEP_MISSING"
  | "GROUP_STEP_TAKEN"
  | "STEP_TYPE_UNKNOWN"
  | "CONFIG_INVALID"
  | "PORT_DUPLICATE"
  | "PORT_UNKNOWN"
  | "PORT_TYPE_CONFLICT"
  | "PORT_SCHEMA_INVALID"
  | "EDGE_STEP_MISSING"
  | "EDGE_PORT_MISSING"
  | "EDGE_SELF"
  | "EDGE_DUPLICATE"
  | "EDGE_TYPE_MISMATCH"
  | "CYCLE"
  | "EXPRESSION_SYNTAX"
  | "EXPRESSION_REFERENCE"
  | "RETRY_UNSUPPORTED"
  | "TIMEOUT_UNSUPPORTED"
  | "INPUT_SCHEMA_INVALID"
  | "SEGMENT_EMPTY"
  | "SUB_SEGMENT_NOT_FOUND"
  | "SUB_SEGMENT_INVALID"
  | "SUB_SEGMENT_RECURSION"
  // warnings
  | "STEP_UNREACHABLE"
  | "JOIN_INCOMPLETE"
  | "OUTPUT_SOMETIMES";
