package io.berth.image.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a role may do with a repository. A viewer pulls; an operator pushes, which includes moving and removing a tag;
 * an admin also deletes content. Services of the suite pull everywhere and write nowhere.
 */
final class AccessPolicy {
    private AccessPolicy() {}

    static Set<Action> allowed(Rights rights, String project) {
        if (rights.project().equals(Rights.EVERY_PROJECT)) {
            return rights.role() == Rights.Role.NONE ? EnumSet.noneOf(Action.class) : EnumSet.of(Action.PULL);
        }
        if (!rights.project().equals(project)) {
            return EnumSet.noneOf(Action.class);
        }
        return switch (rights.role()) {
            case NONE -> EnumSet.noneOf(Action.class);
            case VIEWER -> EnumSet.of(Action.PULL);
            case OPERATOR -> EnumSet.of(Action.PULL, Action.PUSH);
            case ADMIN -> EnumSet.allOf(Action.class);
        };
    }
}
