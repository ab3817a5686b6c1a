// The drawing as a file or on paper.
import { nothingToDraw, type PicturePart, savePictureOf } from "../pictures/editor-picture.ts";
import { usePictureTheme } from "../pictures/picture-theme.ts";
import type { PictureFormat } from "../pictures/save-picture.ts";
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";

function picture(format: PictureFormat, part: PicturePart): Command<CommandContext> {
  const name = format.toUpperCase();
  return {
    id: `picture_${format}_${part}`,
    title: part === "whole" ? `Picture (${name})` : `Picture of the selection (${name})`,
    section: "Segment",
    words: "export image drawing download save",
    unavailable: ({ editor }) => nothingToDraw(editor, part),
    run: ({ editor }) => savePictureOf(editor, format, part),
  };
}

export const pictureCommands: readonly Command<CommandContext>[] = [
  picture("svg", "whole"),
  picture("png", "whole"),
  picture("svg", "selection"),
  picture("png", "selection"),
  {
    id: "picture_theme",
    title: "Pictures: light or dark",
    section: "Segment",
    words: "export image theme colours",
    run: ({ editor }) => {
      const { theme, choose } = usePictureTheme.getState();
      choose(theme === "light" ? "dark" : "light");
      editor.announce(theme === "light" ? "Pictures are drawn dark." : "Pictures are drawn light.");
    },
  },
  {
    id: "print",
    title: "Print",
    section: "Segment",
    words: "paper pdf page",
    keys: ["mod+p"],
    keysOfBrowser: true,
    run: () => window.print(),
  },
];
