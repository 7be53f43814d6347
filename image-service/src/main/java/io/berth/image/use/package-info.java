/** Which images groups are made from: those are not deleted. */
package io.berth.image.use;
