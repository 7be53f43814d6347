package io.berth.engine;

/** One of Berth's own containers, with its few documented exceptions from the guard-rails. Never built from user input. */
public sealed interface SystemSpec permits FunctionInstanceSpec, ProxySpec, ToolSpec {
    Owner owner();

    String engineName();

    String image();
}
