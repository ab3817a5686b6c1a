import { FileImage, Image, Printer } from "lucide-react";
import { useEditor } from "../store/editor-context.tsx";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "../ui/DropdownMenu.tsx";
import { nothingToDraw, savePictureOf } from "./editor-picture.ts";
import { usePictureTheme } from "./picture-theme.ts";

/** The part of the Export menu that makes pictures and prints. */
export function PictureMenuItems() {
  const editor = useEditor();
  const { theme, choose } = usePictureTheme();
  const empty = nothingToDraw(editor, "whole") !== null;
  const unselected = nothingToDraw(editor, "selection") !== null;
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuItem disabled={empty} onSelect={() => void savePictureOf(editor, "svg", "whole")}>
        <FileImage aria-hidden /> Picture (SVG)
      </DropdownMenuItem>
      <DropdownMenuItem disabled={empty} onSelect={() => void savePictureOf(editor, "png", "whole")}>
        <Image aria-hidden /> Picture (PNG)
      </DropdownMenuItem>
      <DropdownMenuItem disabled={unselected} onSelect={() => void savePictureOf(editor, "svg", "selection")}>
        <FileImage aria-hidden /> Picture of the selection (SVG)
      </DropdownMenuItem>
      <DropdownMenuItem disabled={unselected} onSelect={() => void savePictureOf(editor, "png", "selection")}>
        <Image aria-hidden /> Picture of the selection (PNG)
      </DropdownMenuItem>
      <DropdownMenuLabel>Pictures are drawn</DropdownMenuLabel>
      <DropdownMenuRadioGroup
        value={theme}
        onValueChange={(value) => choose(value === "dark" ? "dark" : "light")}
      >
        <DropdownMenuRadioItem value="light" onSelect={(event) => event.preventDefault()}>
          Light
        </DropdownMenuRadioItem>
        <DropdownMenuRadioItem value="dark" onSelect={(event) => event.preventDefault()}>
          Dark
        </DropdownMenuRadioItem>
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      {/* Printing holds the page still: the menu must be gone before. */}
      <DropdownMenuItem keys={["mod", "P"]} onSelect={() => setTimeout(() => window.print())}>
        <Printer aria-hidden /> Print
      </DropdownMenuItem>
    </>
  );
}
