package io.berth.engine;

/** A volume as the engine has it; its name is its id. */
public record EngineVolume(String name, Owner owner, String driver) {}
