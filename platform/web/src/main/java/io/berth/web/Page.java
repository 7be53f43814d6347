package io.berth.web;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items in the order of their ids
 * @param next cursor of the following page; {@code null} on the last one
 */
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }

    /** Everything at once. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }

    /** Cuts what was read with a limit of one more than asked for; {@code id} tells what the next page starts after. */
    public static <T> Page<T> cut(List<T> oneMore, int limit, Function<T, String> id) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, null);
        }
        var items = oneMore.subList(0, limit);
        return new Page<>(items, Cursor.after(id.apply(items.getLast())));
    }

    /** The same page of other things. */
    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
