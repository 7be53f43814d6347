/**
 * Volumes: what a project asked for, the facts about it, and the pass that makes the engine match. One whose creation was never
 * recorded is found by its owner label and adopted. One that held data and vanished from the engine is not made again behind
 * the user's back: it fails as lost.
 */
package io.berth.volume.volume;
