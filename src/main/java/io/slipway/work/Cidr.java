package io.slipway.work;

import java.net.InetAddress;

/// A range of addresses, such as `10.0.0.0/8`; a bare address is a range of one.
record Cidr(byte[] network, int bits) {

    /// @param setting where it stands, for whoever wrote it
    static Cidr parse(String text, String setting) {
        int slash = text.indexOf('/');
        try {
            byte[] network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > network.length * 8) {
                throw new IllegalArgumentException("the prefix is out of range");
            }
            return new Cidr(network, bits);
        } catch (IllegalArgumentException e) {
            throw new StartFailure(setting + " must list ranges like 10.0.0.0/8 or fd00::/8, but has " + text);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((bytes[bit / 8] ^ network[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
