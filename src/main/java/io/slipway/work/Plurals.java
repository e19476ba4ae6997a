package io.slipway.work;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.PluralRules;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Replaces each plural of a message by the one sentence that fits its number.
///
/// ICU knows the syntax and the rules of languages. Its formats are left alone: they cost a tenth of a second at the
/// first use, and would write numbers by other data than the rest of a page.
final class Plurals {

    /// As many as the bundles have.
    private static final Map<String, MessagePattern> PARSED = new ConcurrentHashMap<>();

    private final String text;
    private final MessagePattern pattern;
    private final Object[] args;
    private final PluralRules rules;
    private final StringBuilder chosen = new StringBuilder();

    private Plurals(String text, Object[] args, Locale locale) {
        this.text = text;
        this.pattern = PARSED.computeIfAbsent(text, it -> new MessagePattern(it));
        this.args = args;
        this.rules = PluralRules.forLocale(locale);
    }

    static boolean in(String pattern) {
        return pattern.contains(", plural,");
    }

    /// @return a pattern without plurals
    static String choose(String pattern, Object[] args, Locale locale) {
        Plurals plurals = new Plurals(pattern, args, locale);
        plurals.message(0);
        return plurals.chosen.toString();
    }

    /// @param start the index of its first part
    private void message(int start) {
        int limit = pattern.getLimitPartIndex(start);
        int from = pattern.getPart(start).getLimit();
        int index = start + 1;
        while (index < limit) {
            Part part = pattern.getPart(index);
            int end = part.getType() == Part.Type.ARG_START ? pattern.getLimitPartIndex(index) : index;
            if (part.getArgType() == ArgType.PLURAL) {
                chosen.append(text, from, part.getIndex());
                message(fitting(index, end));
                from = pattern.getPart(end).getLimit();
            }
            index = end + 1;
        }
        chosen.append(text, from, pattern.getPart(limit).getIndex());
    }

    /// Where the sentence for the number starts: the one for just this number, or else for all of its kind.
    private int fitting(int plural, int end) {
        double number = number(pattern.getPart(plural + 1).getValue());
        String keyword = rules.select(number);
        int other = -1;
        int alike = -1;
        int index = plural + 2;
        while (index < end) {
            String selector = pattern.getSubstring(pattern.getPart(index++));
            if (pattern.getPartType(index).hasNumericValue()) {
                if (pattern.getNumericValue(pattern.getPart(index++)) == number) {
                    return index;
                }
            } else if (selector.equals(keyword)) {
                alike = index;
            } else if (selector.equals(PluralRules.KEYWORD_OTHER)) {
                other = index;
            }
            index = pattern.getLimitPartIndex(index) + 1;
        }
        return alike < 0 ? other : alike;
    }

    private double number(int argument) {
        return args[argument] instanceof Number number ? number.doubleValue() : 0;
    }
}
