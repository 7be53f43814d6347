package io.berth.balancer.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What to do with the servers of a running HAProxy, without a reload. Pure. A server gets traffic only after a check that
 * it passed on this very process, and is removed only when nothing is under way with it any more or its time is up.
 */
final class ServerPlan {
    private ServerPlan() {}

    /** A server, by its backend's and its own name. */
    record Key(String backend, String server) {}

    /**
     * @param in whether it should get traffic; else it drains and goes
     * @param expired the time to drain is over
     */
    record Wanted(Key key, int weight, boolean in, boolean expired) {}

    /**
     * @param maintenance neither checked nor used, as every server begins
     * @param draining gets no new sessions, whatever its checks say
     * @param passing its checks say it can be used
     * @param sessions under way, those of earlier workers included
     */
    record Actual(Key key, boolean maintenance, boolean draining, boolean passing, int weight, long sessions) {}

    static List<Action> between(List<Wanted> wanted, List<Actual> actual) {
        var found = new HashMap<Key, Actual>();
        actual.forEach(server -> found.put(server.key(), server));
        var known = new HashSet<Key>();
        var actions = new ArrayList<Action>();
        for (Wanted server : wanted) {
            known.add(server.key());
            if (server.in()) {
                bringIn(server, found, actions);
            } else if (found.containsKey(server.key())) {
                takeOut(found.get(server.key()), server.expired(), actions);
            }
        }
        // Nobody knows these: a target that was forgotten while this proxy was away.
        actual.stream()
                .filter(server -> !known.contains(server.key()))
                .forEach(server -> takeOut(server, true, actions));
        return List.copyOf(actions);
    }

    private static void bringIn(Wanted wanted, Map<Key, Actual> found, List<Action> actions) {
        var actual = found.get(wanted.key());
        if (actual == null) {
            actions.add(new Add(wanted.key()));
            return;
        }
        if (actual.weight() != wanted.weight()) {
            actions.add(new SetWeight(wanted.key(), wanted.weight()));
        }
        if (actual.maintenance()) {
            actions.add(new Check(wanted.key()));
        } else if (actual.draining() && actual.passing()) {
            actions.add(new Open(wanted.key()));
        }
    }

    private static void takeOut(Actual actual, boolean expired, List<Action> actions) {
        if (!actual.draining() && !actual.maintenance()) {
            actions.add(new Drain(actual.key()));
        } else if (expired || actual.sessions() == 0) {
            actions.add(new Remove(actual.key()));
        }
    }

    sealed interface Action permits Add, Check, Open, SetWeight, Drain, Remove {
        Key key();
    }

    /** Make it, checked but closed. */
    record Add(Key key) implements Action {}

    /** Out of maintenance: checked but closed. */
    record Check(Key key) implements Action {}

    /** Its checks pass: traffic. */
    record Open(Key key) implements Action {}

    record SetWeight(Key key, int weight) implements Action {}

    /** No new sessions. */
    record Drain(Key key) implements Action {}

    /** End what is left and remove it. */
    record Remove(Key key) implements Action {}
}
