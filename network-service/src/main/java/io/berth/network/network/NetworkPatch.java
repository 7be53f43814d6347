package io.berth.network.network;

import io.berth.web.ResourceLabels;
import java.util.Map;

/** What can be changed of a network: a JSON merge patch of it may name these fields only. */
record NetworkPatch(@ResourceLabels Map<String, String> labels) {}
