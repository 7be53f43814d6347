/** The running suite, used from outside as people use it: real docker client, real traffic, real failures. */
package io.berth.e2e;
