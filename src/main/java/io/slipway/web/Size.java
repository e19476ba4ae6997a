package io.slipway.web;

import java.text.NumberFormat;

/// A number of bytes, in units of 1024.
public record Size(String text, String bytes) {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    public static Size of(long bytes, Language language) {
        int unit = 0;
        double shown = bytes;
        // what would be shown as 1024 goes on to the next unit
        while (shown >= STEP - 0.5 && unit < UNITS.length - 1) {
            shown /= STEP;
            unit++;
        }
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        NumberFormat whole = NumberFormat.getIntegerInstance(language.locale());
        format.setMaximumFractionDigits(unit == 0 || shown >= 100 ? 0 : 1);
        return new Size(format.format(shown) + " " + UNITS[unit], whole.format(bytes) + " B");
    }
}
