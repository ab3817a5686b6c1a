import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { useDocument, useEditor } from "../../store/editor-context.tsx";
import { SuggestControl } from "./SuggestControl.tsx";

/** The id of another segment of the organisation. */
export function SegmentControl(props: SchemaControlProps) {
  const { catalog } = useEditor();
  const own = useDocument(({ segment }) => segment.segment_id);
  const { data } = useQuery(trpc.segments.list.queryOptions());
  const others = (data?.segments ?? []).flatMap(({ segment_id, name }) =>
    segment_id === own ? [] : [{ id: segment_id, note: name }],
  );
  const nothingChosen = catalog.sub_segment?.initial_config.segment_id;
  const suggest = (typed: string) => {
    const wanted = typed.trim().toLowerCase();
    const isChosen = wanted === "" || wanted === nothingChosen || others.some(({ id }) => id === wanted);
    return isChosen
      ? others
      : others.filter(({ id, note }) => `${id} ${note}`.toLowerCase().includes(wanted));
  };
  return <SuggestControl {...props} suggest={suggest} />;
}
