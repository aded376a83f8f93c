import type { Command } from "commander";
import { drawEscalation } from "../escalation/draw-escalation.ts";
import type { Seam } from "./seam.ts";

/** `escalation diagram`: prints docs/escalation.md as the code has it. */
export function drawEscalationCommand(parent: Command, seam: Seam): void {
  parent
    .command("diagram")
    .description("print the life of an escalation and our policies as Markdown")
    .action(() => void seam.stdout.write(drawEscalation()));
}
