package io.berth.engine.fake;

import io.berth.engine.Engine;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineContract;

class FakeEngineContractTest extends EngineContract {

    private static final String IMAGE = "berth/sample:1";

    private final FakeEngine engine = new FakeEngine();
    private final FakeEngine stranger = engine.as("another");

    FakeEngineContractTest() {
        engine.addImage(IMAGE);
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected Engine stranger() {
        return stranger;
    }

    @Override
    protected String image() {
        return IMAGE;
    }

    @Override
    protected void killFromOutside(EngineContainer container) {
        engine.exit(container.id(), 137);
    }
}
