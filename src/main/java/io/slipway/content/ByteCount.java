package io.slipway.content;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers of bytes in messages of the protocols, which are English.
final class ByteCount {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private ByteCount() {}

    /// Both in the unit of the second: `9.8 of 10 GiB`.
    static String of(long part, long whole) {
        int unit = 0;
        long divisor = 1;
        while (whole / divisor >= STEP) {
            divisor *= STEP;
            unit++;
        }
        return number(part, divisor) + " of " + number(whole, divisor) + " " + UNITS[unit];
    }

    private static String number(long bytes, long divisor) {
        return BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(divisor), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
