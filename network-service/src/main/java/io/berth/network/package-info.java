/** The network service: networks with their addresses, and the endpoints that containers have on them. */
package io.berth.network;
