package io.berth.web;

import com.github.f4b6a3.tsid.TsidCreator;

/** Makes resource ids: {@code net_0gs3k2v9c4h7m}; opaque to clients, sorted by time of creation. */
public final class Ids {
    private Ids() {}

    /** @param prefix the kind's, without underscore: {@code net} */
    public static String next(String prefix) {
        return prefix + "_" + TsidCreator.getTsid().toLowerCase();
    }
}
