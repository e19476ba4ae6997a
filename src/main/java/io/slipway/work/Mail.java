package io.slipway.work;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/// A mail as it waits, with the words that `{name}` stands for still apart: HTML writes them otherwise than text.
record Mail(String to, String subject, String body, Map<String, String> values) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][A-Za-z]*)}");
    private static final int MAX_VALUE = 1_000;

    String filledSubject() {
        return fill(subject, false);
    }

    String text() {
        return fill(body, false);
    }

    String html() {
        String paragraphs = fill(HtmlUtils.htmlEscape(body, "UTF-8"), true).replace("\n", "<br>\n");
        return "<!doctype html>\n<html><body><p>" + paragraphs + "</p></body></html>\n";
    }

    private String fill(String words, boolean html) {
        Matcher found = PLACEHOLDER.matcher(words);
        return found.replaceAll(match -> {
            String name = match.group(1);
            String value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("This mail needs a value for " + match.group());
            }
            return Matcher.quoteReplacement(write(name, Printable.of(value, MAX_VALUE), html));
        });
    }

    private static String write(String name, String value, boolean html) {
        if (!html) {
            return value;
        }
        String escaped = HtmlUtils.htmlEscape(value, "UTF-8");
        return name.equals("link") ? "<a href=\"" + escaped + "\">" + escaped + "</a>" : escaped;
    }
}
