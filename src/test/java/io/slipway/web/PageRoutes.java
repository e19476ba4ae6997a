package io.slipway.web;

import io.slipway.web.PageTable.Line;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.ServletRequestPathUtils;

/// The routes of pages, as the program itself has them.
record PageRoutes(RequestMappingHandlerMapping mappings) {

    private static final String PAGES = "io.slipway.web";

    private static final Pattern LINK = Pattern.compile("<a[^>]*href=\"(/[^\"#]*)");
    private static final Pattern FORM = Pattern.compile("<form[^>]*>");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"?]*)");
    private static final Pattern PART = Pattern.compile("^/r/.*/-/([^/]*/?)");

    Set<String> all() {
        Set<String> routes = new TreeSet<>();
        mappings.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith(PAGES)) {
                info.getPatternValues().forEach(pattern -> routes.add(describe(handler, pattern)));
            }
        });
        return routes;
    }

    /// Where a request as the line says ends up.
    String of(Line line, PageWorld world) {
        MockHttpServletRequest request = new MockHttpServletRequest(line.method(), world.fill(line.path()));
        PageTable.fields(world.fill(line.form())).forEach(request::addParameter);
        ServletRequestPathUtils.parseAndCache(request);
        try {
            HandlerExecutionChain chain = mappings.getHandler(request);
            return chain == null
                    ? "nothing at " + line
                    : describe(
                            (HandlerMethod) chain.getHandler(),
                            String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
        } catch (Exception e) {
            return "nothing at " + line + ": " + e.getMessage();
        }
    }

    /// Where the forms of a page send what was typed, and nothing takes it.
    List<String> leadingNowhere(String page) {
        return FORM.matcher(page)
                .results()
                .filter(form -> form.group().contains("method=\"post\""))
                .map(form -> ACTION.matcher(form.group()))
                .filter(Matcher::find)
                .map(action -> action.group(1))
                .filter(action -> !takes(action))
                .toList();
    }

    /// Into the site.
    static List<String> links(String page) {
        return LINK.matcher(page)
                .results()
                .map(link -> HtmlUtils.htmlUnescape(link.group(1)))
                .toList();
    }

    private boolean takes(String action) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", action);
        ServletRequestPathUtils.parseAndCache(request);
        return Stream.of("", "put", "patch", "delete").anyMatch(method -> {
            request.setParameter("_method", method);
            try {
                return mappings.getHandler(request) != null;
            } catch (Exception nothing) {
                return false;
            }
        });
    }

    /// What comes after the repository's name.
    static String ofRepository(Line line) {
        Matcher part = PART.matcher(line.path().replaceFirst("\\?.*", ""));
        return part.find() ? part.group(1) : "";
    }

    private static String describe(HandlerMethod handler, String pattern) {
        return pattern + " " + handler.getBeanType().getSimpleName() + "."
                + handler.getMethod().getName();
    }
}
