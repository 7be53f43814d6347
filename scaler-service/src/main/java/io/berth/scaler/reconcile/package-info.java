/** Carries out plans: rows first, then the engine, each step safe to repeat after a crash at any point. */
package io.berth.scaler.reconcile;
