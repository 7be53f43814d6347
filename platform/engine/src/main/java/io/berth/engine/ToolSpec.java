package io.berth.engine;

import java.util.List;

/** One of Berth's own parts that runs to its end, for {@link Engine#runTool}. */
public sealed interface ToolSpec extends SystemSpec permits FirewallSpec, ToolboxSpec {
    /** The tool and its arguments, never a shell's text. */
    List<String> command();

    Limits limits();
}
