package io.berth.balancer.target;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What to do with a pool's targets so that they are the members of its groups. Pure. */
final class MemberPlan {
    private MemberPlan() {}

    /**
     * A member as its group says.
     *
     * @param in whether it should serve; else it drains
     * @param deadline until when it may drain; null for the pool's own time
     */
    record Member(
            String instance,
            String group,
            String address,
            int port,
            int weight,
            String zone,
            boolean in,
            Instant deadline) {}

    /** A target that came from a membership. */
    record Known(
            String id,
            String instance,
            String address,
            int port,
            int weight,
            boolean leaving,
            Instant deadline,
            boolean forget) {}

    static List<Action> between(Collection<Member> members, Collection<Known> targets) {
        Map<String, Known> known = new HashMap<>();
        targets.forEach(target -> known.put(target.instance(), target));
        var named = new HashSet<String>();
        var actions = new ArrayList<Action>();
        for (Member member : members) {
            named.add(member.instance());
            var target = known.get(member.instance());
            if (target == null) {
                actions.add(new Register(member));
            } else {
                keep(member, target, actions);
            }
        }
        targets.stream()
                .filter(target -> !named.contains(target.instance()) && !target.forget())
                .forEach(target -> actions.add(new Forget(target.id())));
        return List.copyOf(actions);
    }

    private static void keep(Member member, Known target, List<Action> actions) {
        if (target.forget()) {
            return;
        }
        if (!member.address().equals(target.address()) || member.port() != target.port()) {
            // Another place is another target: this one goes, the next pass registers the other.
            actions.add(new Forget(target.id()));
            return;
        }
        if (member.weight() != target.weight()) {
            actions.add(new Reweigh(target.id(), member.weight()));
        }
        if (member.in() && target.leaving()) {
            actions.add(new Rejoin(target.id()));
        } else if (!member.in() && (!target.leaving() || earlier(member.deadline(), target.deadline()))) {
            actions.add(new Leave(target.id(), member.deadline()));
        }
    }

    private static boolean earlier(Instant one, Instant other) {
        return one != null && other != null && one.isBefore(other);
    }

    sealed interface Action permits Register, Reweigh, Rejoin, Leave, Forget {}

    /** A new target; one that should drain only tells that it did. */
    record Register(Member member) implements Action {}

    record Reweigh(String target, int weight) implements Action {}

    /** The group wants it to serve again. */
    record Rejoin(String target) implements Action {}

    record Leave(String target, Instant deadline) implements Action {}

    /** Nobody names it any more: drain it and drop it. */
    record Forget(String target) implements Action {}
}
