package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.builds.worker.Checkout.Auth;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How sources are fetched: by the git command inside the sandbox, which follows no redirect, runs no hook and no
/// helper, and asks nobody.
public final class GitSource {

    /// The commit that was checked out.
    public record Commit(String id, String title, String author) {}

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final int MAX_TEXT = 500;

    private static final int FAILED = 20;
    private static final int NO_COMMIT = 21;
    private static final int LFS = 22;
    private static final int SUBMODULE_GONE = 23;
    private static final int SUBMODULE_ODD = 24;
    private static final int SUBMODULE_ELSEWHERE = 25;
    private static final int REDIRECTED = 26;

    private static final String SSH = "ssh -F /dev/null -i /secrets/key -o IdentitiesOnly=yes -o BatchMode=yes"
            + " -o StrictHostKeyChecking=yes -o UserKnownHostsFile=/secrets/known_hosts"
            + " -o GlobalKnownHostsFile=/dev/null -o UpdateHostKeys=no -o PasswordAuthentication=no"
            + " -o ForwardAgent=no -o PermitLocalCommand=no -o ConnectTimeout=20";

    private final BuildClaim claim;
    private final Checkout checkout;

    public GitSource(BuildClaim claim, Checkout checkout) {
        this.claim = claim;
        this.checkout = checkout;
    }

    public List<String> command() {
        return List.of(
                "bash",
                "-c",
                Sandbox.script("clone.sh"),
                "clone",
                checkout.url(),
                ref(),
                claim.commit().orElse(""),
                String.valueOf(claim.plan().submodules()));
    }

    public Map<String, String> environment() {
        return Map.of(
                // plain HTTP is for hosts that the administrator opened: the trigger's URL was checked for that
                "GIT_ALLOW_PROTOCOL", checkout.url().startsWith("http:") ? "http:https:ssh" : "https:ssh",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CONFIG_GLOBAL", "/secrets/gitconfig",
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_ASKPASS", "/bin/false",
                "GIT_LFS_SKIP_SMUDGE", "1",
                "GIT_SSH_VARIANT", "ssh",
                "GIT_SSH_COMMAND", SSH);
    }

    public Map<String, String> secrets() {
        Map<String, String> secrets = new HashMap<>();
        StringBuilder config = new StringBuilder("""
                [core]
                    hooksPath = /dev/null
                    fsmonitor = false
                [credential]
                    helper =
                [http]
                    followRedirects = false
                    lowSpeedLimit = 1
                    lowSpeedTime = 60
                [gc]
                    auto = 0
                [protocol "file"]
                    allow = never
                [protocol "ext"]
                    allow = never
                """);
        if (checkout.auth() == Auth.TOKEN) {
            // by its host: submodules elsewhere do not get it
            config.append("[http \"").append(server()).append("\"]\n    extraHeader = \"Authorization: Basic ");
            config.append(basic()).append("\"\n");
        }
        secrets.put("gitconfig", config.toString());
        if (checkout.auth() == Auth.KEY) {
            secrets.put("key", checkout.secret().endsWith("\n") ? checkout.secret() : checkout.secret() + "\n");
        }
        secrets.put("known_hosts", String.join("\n", checkout.hostKeys()) + "\n");
        return secrets;
    }

    /// In a sandbox, where an [Outlet] is the only way: it looks up the hosts, too.
    Map<String, String> outletEnvironment() {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("ALL_PROXY", "socks5h://127.0.0.1:1080");
        environment.put("GIT_SSH_COMMAND", SSH + " -o 'ProxyCommand=perl /run/guide.pl %h %p'");
        return environment;
    }

    /// What must not be read in the log, besides the credential itself.
    String basic() {
        String login = checkout.login().isEmpty() ? "git" : checkout.login();
        return Base64.getEncoder().encodeToString((login + ":" + checkout.secret()).getBytes(UTF_8));
    }

    /// @param code how the script ended
    public BuildFailure failure(int code) {
        return switch (code) {
            case NO_COMMIT ->
                new BuildFailure(
                        BuildReason.COMMIT_MISSING,
                        "the repository has no "
                                + claim.commit()
                                        .map(id -> "commit " + id)
                                        .orElse(claim.ref().kind().name().toLowerCase(java.util.Locale.ROOT) + " "
                                                + claim.ref().name()));
            case LFS ->
                new BuildFailure(
                        BuildReason.LFS,
                        "files of this commit lie in Git LFS, which builds do not fetch: keep what the image needs"
                                + " in the repository itself");
            case SUBMODULE_GONE -> new BuildFailure(BuildReason.CLONE, "a submodule could not be fetched");
            case SUBMODULE_ODD ->
                new BuildFailure(
                        BuildReason.CLONE,
                        "a submodule has a name or a path that could lead out of its place: none is fetched by it");
            case SUBMODULE_ELSEWHERE ->
                new BuildFailure(
                        BuildReason.CLONE,
                        "a submodule has a URL that builds do not fetch from: it begins with https:// or ssh://, looks"
                                + " like git@host:path, or is relative");
            case REDIRECTED ->
                new BuildFailure(
                        BuildReason.CLONE,
                        "the server of " + checkout.url() + " sends git to another address, where builds do not follow:"
                                + " credentials are for this one only. Give the address at which it is now");
            case FAILED -> new BuildFailure(BuildReason.CLONE, "git could not fetch from " + checkout.url());
            default ->
                new BuildFailure(BuildReason.CLONE, "git could not fetch from " + checkout.url() + " (" + code + ")");
        };
    }

    Commit read(Path work) throws IOException {
        Path file = work.resolve("commit");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 64 * 1024) {
            throw failure(FAILED);
        }
        return parse(new String(Files.readAllBytes(file), UTF_8)).orElseThrow(() -> failure(FAILED));
    }

    /// @param text its id, its title and its author, a line each
    public static Optional<Commit> parse(String text) {
        List<String> lines = text.lines().toList();
        return lines.isEmpty() || !ID.matcher(lines.getFirst()).matches()
                ? Optional.empty()
                : Optional.of(new Commit(lines.getFirst(), line(lines, 1), line(lines, 2)));
    }

    private static String line(List<String> lines, int index) {
        String text = index < lines.size() ? lines.get(index).replaceAll("\\p{Cntrl}", " ") : "";
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    private String ref() {
        return switch (claim.ref().kind()) {
            case BRANCH -> "refs/heads/" + claim.ref().name();
            case TAG -> "refs/tags/" + claim.ref().name();
            case COMMIT -> "HEAD";
        };
    }

    private String server() {
        URI uri = URI.create(checkout.url());
        return uri.getScheme() + "://" + uri.getRawAuthority() + "/";
    }
}
