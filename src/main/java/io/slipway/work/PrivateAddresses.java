package io.slipway.work;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/// Addresses that are no place of the public internet: of this machine, of private networks and of clouds' metadata.
final class PrivateAddresses {

    private static final List<Cidr> FOUR = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /// What is given out to networks, without what leads to an IPv4 address in disguise (Teredo, 6to4).
    private static final Cidr GLOBAL_SIX = range("2000::/3");

    private static final List<Cidr> SIX = ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private PrivateAddresses() {}

    static boolean contains(InetAddress address) {
        List<Cidr> closed = address instanceof Inet4Address ? FOUR : SIX;
        boolean outside = !(address instanceof Inet4Address) && !GLOBAL_SIX.contains(address);
        return outside || closed.stream().anyMatch(range -> range.contains(address));
    }

    private static List<Cidr> ranges(String... texts) {
        return List.of(texts).stream().map(PrivateAddresses::range).toList();
    }

    private static Cidr range(String text) {
        return Cidr.parse(text, "this list");
    }
}
