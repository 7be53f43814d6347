/**
 * Networks: what a project asked for, the facts about it, and the pass that makes the engine match. A network that vanishes
 * from the engine is made again; one whose creation was never recorded is found by its owner label and adopted.
 */
package io.berth.network.network;
