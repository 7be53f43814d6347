package io.berth.scaler.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/** Says that a group should be looked at. Its own bean, because those who wake are reached from the loop that is woken. */
@ApplicationScoped
class GroupWaker {
    private volatile Consumer<String> loop = group -> {};

    void wakes(Consumer<String> reconcileLoop) {
        loop = reconcileLoop;
    }

    void wake(String group) {
        loop.accept(group);
    }
}
