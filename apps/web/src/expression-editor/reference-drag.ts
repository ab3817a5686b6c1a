/** The kind of data that a value carries while it is dragged: how it is named in an expression. */
const REFERENCE_DRAG_TYPE = "application/x-worktrail-reference";

export function startReferenceDrag(data: DataTransfer, reference: string): void {
  data.setData(REFERENCE_DRAG_TYPE, reference);
  data.setData("text/plain", reference);
  data.effectAllowed = "copy";
  // Fields that take it show themselves while it is under way.
  document.body.dataset.dragging = "reference";
}

export function endReferenceDrag(): void {
  delete document.body.dataset.dragging;
}

export function carriesReference(data: DataTransfer | null): boolean {
  return data?.types.includes(REFERENCE_DRAG_TYPE) ?? false;
}

export function draggedReference(data: DataTransfer | null): string {
  return data?.getData(REFERENCE_DRAG_TYPE) ?? "";
}
