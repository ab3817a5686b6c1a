import { io } from "socket.io-client";
import { createLiveClient, type LiveSocket } from "./live-client.ts";

/** The page's one live connection; it opens with the first watch. The session cookie says who watches. */
export const live = createLiveClient(
  (): LiveSocket =>
    io({ transports: ["websocket", "polling"], withCredentials: true, reconnectionDelayMax: 5_000 }),
);
