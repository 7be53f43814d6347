/** Instances of scaling groups: their rows, their facts, and the membership that puts them into pools. */
package io.berth.scaler.instance;
