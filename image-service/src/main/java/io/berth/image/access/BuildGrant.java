package io.berth.image.access;

import io.berth.outbox.Origin;

/**
 * What a registry token carries that was made for one build. The engine pushes under a tag that no other build uses;
 * here, where the token is checked, the manifest gets the tag that it is meant for.
 *
 * @param carrier the tag that the engine pushes under
 * @param tag the tag that the build was asked for
 * @param origin of the build, so that the push is told as its effect
 */
public record BuildGrant(String build, String carrier, String tag, Origin origin) {}
