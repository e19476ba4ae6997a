package io.slipway.content;

import java.math.BigInteger;
import java.util.Optional;

/// Where a page of quotas ended.
///
/// @param permille of the limit that is used
public record QuotaPlace(long permille, long id) {

    public static QuotaPlace of(Quota quota) {
        return new QuotaPlace(permille(quota.used() + quota.reserved(), quota.limit()), quota.id());
    }

    /// What [#toString] wrote.
    public static Optional<QuotaPlace> parse(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 2 && isNumber(parts[0]) && isNumber(parts[1])
                ? Optional.of(new QuotaPlace(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                : Optional.empty();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return permille + "." + id;
    }

    /// As the query does it.
    private static long permille(long used, long limit) {
        return BigInteger.valueOf(used)
                .multiply(BigInteger.valueOf(1_000))
                .divide(BigInteger.valueOf(Math.max(1, limit)))
                .longValue();
    }
}
