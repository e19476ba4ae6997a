package io.slipway.work;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.util.ObjectUtils;

/// Messages with plurals as ICU writes them: `{0, plural, =0{No tags} one{1 tag} other{{0} tags}}`. The language's
/// rules choose the sentence; all else is as in other messages, so that numbers look the same everywhere.
class PluralMessages extends ResourceBundleMessageSource {

    @Override
    protected @Nullable String getMessageInternal(
            @Nullable String code, Object @Nullable [] args, @Nullable Locale locale) {
        if (code != null && locale != null && args != null && !ObjectUtils.isEmpty(args)) {
            String pattern = resolveCodeWithoutArguments(code, locale);
            if (pattern != null && Plurals.in(pattern)) {
                return formatMessage(Plurals.choose(pattern, args, locale), args, locale);
            }
        }
        return super.getMessageInternal(code, args, locale);
    }
}
