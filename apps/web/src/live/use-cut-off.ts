import { useEffect, useState } from "react";
import { useConnection } from "./connection.ts";

/** A short break heals unseen; one that a person could notice is told. */
const QUIET_MS = 1_200;

export type CutOff = {
  /** When the server was last heard, in milliseconds; null if it never was. */
  heard_at: number | null;
};

/** Null while the connection stands, and in the first moments without it. */
export function useCutOff(): CutOff | null {
  const { status, heard_at } = useConnection();
  const broken = status === "reconnecting";
  const [noticed, setNoticed] = useState(false);
  useEffect(() => {
    setNoticed(false);
    if (!broken) return;
    const timer = setTimeout(() => setNoticed(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [broken]);
  return broken && noticed ? { heard_at } : null;
}
