package io.slipway.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the reader wants commands to be: kept in a cookie.
public record PullChoice(PullTool tool, boolean byDigest) {

    static final String COOKIE = "slipway-pull";

    private static final PullChoice DEFAULT = new PullChoice(PullTool.DOCKER, false);
    private static final String DIGEST = "digest";
    private static final String TAG = "tag";

    public static PullChoice of(HttpServletRequest request) {
        return Cookies.find(request, COOKIE).map(PullChoice::parse).orElse(DEFAULT);
    }

    /// Of the form's `tool` and `by`; what it leaves out stays.
    static void remember(Map<String, String> form, HttpServletRequest request, HttpServletResponse response) {
        if (form.containsKey("tool") || form.containsKey("by")) {
            PullChoice chosen =
                    of(request).with(Optional.ofNullable(form.get("tool")), Optional.ofNullable(form.get("by")));
            Cookies.setChoice(request, response, COOKIE, chosen.cookie());
        }
    }

    private static PullChoice parse(String cookie) {
        int dot = cookie.indexOf('.');
        return DEFAULT.with(Optional.of(cookie.substring(0, Math.max(0, dot))), Optional.of(cookie.substring(dot + 1)));
    }

    /// What is not given, or unknown, stays.
    PullChoice with(Optional<String> tool, Optional<String> by) {
        return new PullChoice(
                tool.flatMap(PullTool::find).orElse(this.tool),
                by.filter(it -> it.equals(DIGEST) || it.equals(TAG))
                        .map(DIGEST::equals)
                        .orElse(byDigest));
    }

    String cookie() {
        return tool.id() + "." + by();
    }

    public String by() {
        return byDigest ? DIGEST : TAG;
    }

    public List<String> ways() {
        return List.of(TAG, DIGEST);
    }

    public List<PullTool> tools() {
        return List.of(PullTool.values());
    }

    /// That can take it.
    public List<PullTool> tools(PullTarget target) {
        return PullTool.of(target.kind());
    }

    /// The same for one thing, with what can take it: who takes images with podman takes charts with Helm.
    public PullChoice of(PullTarget target) {
        return tool.takes(target.kind())
                ? this
                : new PullChoice(PullTool.of(target.kind()).getFirst(), byDigest);
    }

    public String line(PullTarget target) {
        return of(target).tool().line(target, byDigest, "");
    }

    /// That takes another platform's image than the client's own; empty where the tool cannot.
    public Optional<String> line(PullTarget target, String platform) {
        return Optional.of(of(target).tool())
                .filter(it -> it.choosesPlatform() && !platform.isEmpty())
                .map(it -> it.line(target, byDigest, platform));
    }
}
