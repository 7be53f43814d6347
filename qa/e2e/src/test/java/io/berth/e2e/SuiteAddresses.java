package io.berth.e2e;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Lets this JVM find the suite's Kafka under the name that the broker gives to its clients. Kafka is published on no
 * port, but the host reaches the containers' own addresses.
 */
public final class SuiteAddresses extends InetAddressResolverProvider {

    private static final String KAFKA = "kafka";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.equals(KAFKA)
                        ? Stream.of(
                                InetAddress.getByName(Engine.addresses(KAFKA).getFirst()))
                        : usual.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "berth-suite";
    }
}
