package io.slipway.registry;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// `n` and `last` of the lists.
///
/// @param size what to read; a larger or missing `n` is the limit
record PageParameters(int size, String last) {

    static final int LIMIT = 10_000;

    static PageParameters of(RegistryRequest request) {
        return new PageParameters(
                request.parameter("n").map(PageParameters::size).orElse(LIMIT),
                request.parameter("last").orElse("").replace("\0", ""));
    }

    String link(String path, String lastItem) {
        return "<" + path + "?n=" + size + "&last=" + URLEncoder.encode(lastItem, StandardCharsets.UTF_8)
                + ">; rel=\"next\"";
    }

    private static int size(String n) {
        if (n.isEmpty() || !n.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new OciException(ErrorCode.SIZE_INVALID, "n is the number of entries wanted, 0 or more");
        }
        String digits = n.replaceFirst("^0+(?=.)", "");
        return digits.length() > 5 ? LIMIT : Math.min(LIMIT, Integer.parseInt(digits));
    }
}
