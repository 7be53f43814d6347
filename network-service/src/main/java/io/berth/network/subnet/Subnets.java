package io.berth.network.subnet;

import io.berth.web.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Chooses the subnets of a new network. No I/O: whoever calls it knows what is taken. */
public final class Subnets {
    private final Block pool;
    private final int prefix;

    /**
     * @param pool the block from which networks without wishes are served, {@code 10.200.0.0/14}
     * @param prefix the prefix length of each of them
     */
    public Subnets(String pool, int prefix) {
        this.pool = Block.usable("berth.network.pool", pool);
        this.prefix = prefix;
    }

    /**
     * The wanted subnets, made complete and checked against those taken; or the pool's first free block when none is wanted.
     *
     * @throws ProblemException with a {@link SubnetError}
     */
    public List<Subnet> choose(List<Subnet> wanted, Collection<String> taken) {
        var used = taken.stream().map(Block::reported).toList();
        if (wanted.isEmpty()) {
            return List.of(firstFree(used));
        }
        var chosen = new ArrayList<Subnet>();
        var blocks = new ArrayList<>(used);
        for (int i = 0; i < wanted.size(); i++) {
            var subnet = complete("subnets[" + i + "]", wanted.get(i));
            var block = Block.usable("subnets[" + i + "].cidr", subnet.cidr());
            requireFree(block, blocks);
            blocks.add(block);
            chosen.add(subnet);
        }
        return List.copyOf(chosen);
    }

    /** Addresses that the engine can still give out by itself: of the range when there is one. */
    public static long available(String cidr, String gateway, String range, Collection<String> taken) {
        var subnet = Block.reported(cidr);
        var served = range == null ? subnet : Block.reported(range);
        var fixed = Stream.of(subnet.lowest(), subnet.highest(), Block.reported(gateway));
        var containers = taken.stream().filter(address -> !address.isEmpty()).map(Block::reported);
        return served.size() - served.count(Stream.concat(fixed, containers));
    }

    /** Whether an address, which may be empty, lies in a subnet. */
    public static boolean contains(String cidr, String address) {
        return !address.isEmpty() && Block.reported(cidr).contains(Block.reported(address));
    }

    private Subnet firstFree(List<Block> used) {
        return pool.split(prefix)
                .filter(block -> used.stream().noneMatch(block::overlaps))
                .findFirst()
                .map(block -> new Subnet(block.toString(), block.firstHost(), null))
                .orElseThrow(() -> new ProblemException(
                        SubnetError.NETWORK_POOL_EXHAUSTED,
                        "Every /" + prefix + " of " + pool + " is taken",
                        "Delete a network, name a subnet, or widen berth.network.pool."));
    }

    private static Subnet complete(String field, Subnet wanted) {
        if (wanted.cidr() == null) {
            throw new ProblemException(SubnetError.NETWORK_SUBNET_INVALID, field + ".cidr is missing");
        }
        var block = Block.usable(field + ".cidr", wanted.cidr());
        var gateway = wanted.gateway() == null ? block.firstHost() : wanted.gateway();
        if (!block.hasHost(field + ".gateway", gateway)) {
            throw new ProblemException(
                    SubnetError.NETWORK_SUBNET_INVALID,
                    field + ".gateway: " + gateway + " is not a host address of " + block);
        }
        if (wanted.range() != null && !block.contains(Block.usable(field + ".range", wanted.range()))) {
            throw new ProblemException(
                    SubnetError.NETWORK_SUBNET_INVALID,
                    field + ".range: " + wanted.range() + " is not inside " + block);
        }
        return new Subnet(block.toString(), gateway, wanted.range());
    }

    private static void requireFree(Block block, List<Block> used) {
        used.stream().filter(block::overlaps).findFirst().ifPresent(other -> {
            throw new ProblemException(
                    SubnetError.NETWORK_SUBNET_OVERLAPS,
                    block + " overlaps " + other + ", which is in use",
                    "Choose another subnet, or leave subnets out to get a free one.");
        });
    }
}
