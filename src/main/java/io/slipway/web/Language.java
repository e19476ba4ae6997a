package io.slipway.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The languages of the pages.
public enum Language {
    ENGLISH("en", "English"),
    SPANISH("es", "Español"),
    CATALAN("ca", "Català"),
    SIMPLIFIED_CHINESE("zh-Hans", "简体中文"),
    TRADITIONAL_CHINESE("zh-Hant", "繁體中文");

    private static final List<String> TRADITIONAL_REGIONS = List.of("TW", "HK", "MO");

    private final String tag;
    private final String title;

    Language(String tag, String title) {
        this.tag = tag;
        this.title = title;
    }

    /// As in `<html lang>`.
    public String tag() {
        return tag;
    }

    /// Its own name.
    public String title() {
        return title;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    static Optional<Language> find(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst();
    }

    /// The language of a reader of that locale; Chinese goes by script, and by region where no script is said.
    static Optional<Language> of(Locale locale) {
        if (!locale.getLanguage().equals("zh")) {
            return find(locale.getLanguage());
        }
        boolean traditional = locale.getScript().isEmpty()
                ? TRADITIONAL_REGIONS.contains(locale.getCountry())
                : locale.getScript().equals("Hant");
        return Optional.of(traditional ? TRADITIONAL_CHINESE : SIMPLIFIED_CHINESE);
    }
}
