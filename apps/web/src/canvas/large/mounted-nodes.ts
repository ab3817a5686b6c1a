/**
 * React Flow's own map of nodes. It holds every node, so that edges, fitting the view, box selection and dragging
 * work as always; only `keys`, from which React Flow takes what to mount, leaves out what is not mounted.
 */
export class MountedNodes<Node> extends Map<string, Node> {
  /** In the order in which they stand in the page; null mounts every node. */
  mounted: readonly string[] | null = null;

  override keys(): MapIterator<string> {
    return this.mounted ? this.mounted.filter((id) => this.has(id)).values() : super.keys();
  }
}
