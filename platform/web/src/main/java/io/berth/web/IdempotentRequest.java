package io.berth.web;

import io.berth.web.IdempotencyStore.Key;
import jakarta.enterprise.context.RequestScoped;
import java.net.URI;

/** The claim that the current request has on its {@code Idempotency-Key}, if it sent one. */
@RequestScoped
class IdempotentRequest {
    private final IdempotencyStore store;
    private Key key;
    private String claim;

    IdempotentRequest(IdempotencyStore store) {
        this.store = store;
    }

    void claimed(Key taken, String attempt) {
        this.key = taken;
        this.claim = attempt;
    }

    /** Call it in the transaction that makes the resource: once that is committed, a repetition finds it. */
    void making(String resource) {
        if (claim != null) {
            store.made(key, claim, resource);
        }
    }

    /**
     * The resource exists from now on. Should the client or this process go away before the answer, a repetition is
     * told where the resource is instead of being done again.
     */
    void provisional(URI location) {
        if (claim != null) {
            store.answer(key, claim, StoredAnswer.accepted(location.toString()), false);
        }
    }
}
