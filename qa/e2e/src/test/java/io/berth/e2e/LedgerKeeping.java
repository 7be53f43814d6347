package io.berth.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens the ledger before the first test, whichever that is. */
public final class LedgerKeeping implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Ledger.class))
                .getOrComputeIfAbsent("open", key -> {
                    Ledger.open();
                    return true;
                });
    }
}
