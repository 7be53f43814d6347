package io.berth.image.buildx;

import java.util.List;

/** Who watches a build, on the thread that reads it. */
public interface BuildListener {
    /** What the build log says next. */
    void lines(List<String> lines);

    /** A step became known by this name; called before any of its output is told, and more than once. */
    void named(String step);
}
