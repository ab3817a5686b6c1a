// Whether the schedules of the open segment are shown over its editor.
import { create } from "zustand";

export const useSchedulesView = create<{ open: boolean }>(() => ({ open: false }));

export function showSchedules(open: boolean): void {
  useSchedulesView.setState({ open });
}
