package io.slipway.web;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// A path of this site, to go to next. What browsers could take for another host is none.
public record OwnPath(String value) {

    private static final Pattern SYNTAX = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]{0,2000}");

    // after the syntax, which it is checked against
    public static final OwnPath HOME = new OwnPath("/");

    public OwnPath {
        if (!isOwn(value)) {
            throw new IllegalArgumentException("not a path of this site");
        }
    }

    /// The start page for anything else.
    static OwnPath orHome(Optional<String> text) {
        return text.filter(OwnPath::isOwn).map(OwnPath::new).orElse(HOME);
    }

    private static boolean isOwn(String text) {
        if (!SYNTAX.matcher(text).matches()) {
            return false;
        }
        try {
            URI uri = URI.create(text);
            return uri.getScheme() == null && uri.getRawAuthority() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// After a change: the browser gets that page anew.
    public ModelAndView seeOther() {
        return redirect(HttpStatus.SEE_OTHER);
    }

    ModelAndView found() {
        return redirect(HttpStatus.FOUND);
    }

    private ModelAndView redirect(HttpStatus status) {
        RedirectView view = new RedirectView(value);
        view.setStatusCode(status);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }
}
