package io.slipway.web;

/// What people type into a search field.
public final class Words {

    private static final int MAX = 255;

    private Words() {}

    /// Without what the database cannot hold, and not longer than any name.
    public static String clean(String typed) {
        String words = typed.replace("\0", "").strip();
        return words.length() > MAX ? words.substring(0, MAX) : words;
    }
}
