package io.berth.image.access;

import io.berth.image.oci.RepositoryName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code repository:<name>:<action>,<action>} (Distribution's token scope documentation). The name may itself hold
 * colons, so the last one ends it.
 */
record Scope(RepositoryName repository, Set<Action> actions) {
    private static final String TYPE = "repository:";

    /**
     * Every scope that was understood. A parameter may repeat and may hold several scopes divided by spaces; other
     * types, unknown actions and impossible names are left out, because asking for too much is no error.
     */
    static List<Scope> parseAll(Collection<String> parameters) {
        var scopes = new ArrayList<Scope>();
        for (var parameter : parameters) {
            for (var text : parameter.split(" ", -1)) {
                parse(text).ifPresent(scopes::add);
            }
        }
        return scopes;
    }

    private static Optional<Scope> parse(String text) {
        int end = text.lastIndexOf(':');
        if (!text.startsWith(TYPE) || end < TYPE.length()) {
            return Optional.empty();
        }
        return RepositoryName.tryParse(text.substring(TYPE.length(), end))
                .map(name -> new Scope(name, actions(text.substring(end + 1))));
    }

    private static Set<Action> actions(String list) {
        var actions = EnumSet.noneOf(Action.class);
        for (var label : list.split(",", -1)) {
            if (label.equals("*")) {
                return EnumSet.allOf(Action.class);
            }
            Action.labelled(label).ifPresent(actions::add);
        }
        return actions;
    }

    @Override
    public String toString() {
        return TYPE + repository + ":" + actions.stream().map(Action::label).collect(Collectors.joining(","));
    }
}
