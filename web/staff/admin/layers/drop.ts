/** A place that files may be dropped on. What is chosen with it can be chosen with a field as well. */
import type { Attachment } from "svelte/attachments";

export function dropTarget(take: (file: File | undefined) => void): Attachment<HTMLElement> {
  return (element) => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      element.dataset["over"] = "";
    };
    const leave = (): void => void delete element.dataset["over"];
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      leave();
      take(event.dataTransfer?.files[0]);
    };
    element.addEventListener("dragover", over);
    element.addEventListener("dragleave", leave);
    element.addEventListener("drop", drop);
    return () => {
      element.removeEventListener("dragover", over);
      element.removeEventListener("dragleave", leave);
      element.removeEventListener("drop", drop);
    };
  };
}
