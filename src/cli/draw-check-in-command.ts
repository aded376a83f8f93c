import type { Command } from "commander";
import { drawCheckIn } from "../checkin/draw-check-in.ts";
import { questionSet } from "../checkin/questions.ts";
import type { Seam } from "./seam.ts";

/** `checkin diagram`: all questions and ways as Markdown with Mermaid diagrams on stdout; it is kept as docs/check-in.md. */
export function drawCheckInCommand(parent: Command, seam: Seam): void {
  parent
    .command("diagram")
    .description("print all questions and where each answer leads, as Markdown with diagrams")
    .action(() => void seam.stdout.write(drawCheckIn(questionSet)));
}
