package io.foresale.adapter.console;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * What the output can show.
 *
 * @param interactive lines can be redrawn in place
 * @param colour colours are wanted
 * @param width in columns
 * @param blocks the charset has block and line characters
 */
public record Terminal(boolean interactive, boolean colour, int width, boolean blocks) {

    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 20;

    /** The terminal behind a stream that is this process's standard output. */
    public static Terminal of(PrintStream out) {
        var console = System.console();
        return of(console != null && console.isTerminal(), out.charset(), System.getenv());
    }

    /** Follows {@code TERM} (dumb: not redrawn), {@code NO_COLOR} (set and not empty: no colours) and {@code COLUMNS}. */
    static Terminal of(boolean terminal, Charset charset, Map<String, String> environment) {
        var interactive = terminal && !environment.getOrDefault("TERM", "").equals("dumb");
        var colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        var blocks = charset.canEncode() && charset.newEncoder().canEncode("█░─…");
        return new Terminal(interactive, colour, interactive ? width(environment) : Integer.MAX_VALUE, blocks);
    }

    private static int width(Map<String, String> environment) {
        var columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,4}") ? Math.max(NARROWEST, Integer.parseInt(columns)) : USUAL_WIDTH;
    }

    String ellipsis() {
        return blocks ? "…" : "~";
    }

    String bar(double share, int cells) {
        int full = (int) Math.floor(cells * Math.clamp(share, 0, 1));
        return "[" + (blocks ? "█" : "#").repeat(full) + (blocks ? "░" : "-").repeat(cells - full) + "]";
    }

    String rule(int columns) {
        return (blocks ? "─" : "-").repeat(columns);
    }

    /** The text in an ANSI colour, where colours are wanted. */
    String coloured(int code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
