/**
 * scaler-service: keeps groups of containers at the wanted size, healthy and in their pool, and moves that size with the
 * load. {@code fleet} and {@code decision} decide, {@code reconcile} carries out, the others are the API's resources.
 */
package io.berth.scaler;
