package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildSettings;
import io.slipway.builds.worker.BaseImages.BaseImage;
import io.slipway.builds.worker.SandboxRun.Network;
import io.slipway.oci.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What buildah is told. Paths are those inside the sandbox.
@Component
public class BuildahCommands {

    /// @param file    below the root of the checkout, without links; the same for the context
    record Sources(Path file, Path context, GitSource.Commit commit) {}

    private static final List<String> BUILDAH =
            List.of("buildah", "--root", "/store/images", "--runroot", "/run/images", "--storage-driver", "overlay");

    /// As the builder names what it made last.
    private static final String IMAGE = "localhost/slipway/built:latest";

    private static final String TEST_IMAGE = "localhost/slipway/tested:latest";
    private static final String AUTH = "/secrets/auth.json";

    /// Where commands of the builder that go to a registry find the way out. Hosts are looked up there.
    static final Map<String, String> OUTLET =
            Map.of("HTTP_PROXY", "socks5://127.0.0.1:1080", "HTTPS_PROXY", "socks5://127.0.0.1:1080");

    private final RegistryAddress registry;
    private final JsonMapper json;
    private final Clock clock;
    private final MachineCheck machine;
    private final BuilderVersion version;
    private final BuildSettings settings;

    BuildahCommands(
            RegistryAddress registry,
            JsonMapper json,
            Clock clock,
            MachineCheck machine,
            BuilderVersion version,
            BuildSettings settings) {
        this.version = version;
        this.settings = settings;
        this.registry = registry;
        this.json = json;
        this.clock = clock;
        this.machine = machine;
    }

    /// @throws BuildFailure DOCKERFILE when it needs a newer one
    void check(Dockerfile file) throws IOException {
        version.check(file);
    }

    List<String> obstacles() {
        return machine.obstacles();
    }

    /// What the steps of a Dockerfile reach: the sandbox's own network is the host's to the builder.
    Network network() {
        return settings.network() == BuildSettings.Network.OPEN ? Network.OWN : Network.NONE;
    }

    /// Pulls, and gives it the name that the Dockerfile uses.
    List<String> pull(BaseImage image) {
        String flags =
                image.own() ? "--authfile " + AUTH + " --tls-verify=" + registry.isEncrypted() : "--authfile /dev/null";
        return script("""
                image=$(%1$s pull -q --policy always %2$s "docker://$1") && %1$s tag "$image" "$2"
                """.formatted(String.join(" ", BUILDAH), flags), image.source(), image.name());
    }

    List<String> build(BuildJob job, Sources sources) {
        List<String> command = bud(job, sources, job.claim().plan().target(), IMAGE);
        if (!job.claim().plan().cache()) {
            command.add(command.indexOf("--layers"), "--no-cache");
        }
        return command;
    }

    /// Always with the layers that were made a moment ago.
    List<String> test(BuildJob job, Sources sources) {
        return bud(job, sources, job.claim().plan().testTarget(), TEST_IMAGE);
    }

    List<String> push(BuildJob job) {
        List<String> references = job.claim().tags().stream()
                .map(Tag::value)
                .map(tag -> registry.reference(job.repository()) + ":" + tag)
                .toList();
        return script(
                """
                for reference; do
                    %s push -q --authfile %s --tls-verify=%s --digestfile /build/digest %s "docker://$reference" || exit
                    echo "pushed ${reference##*:}"
                done
                cat /build/digest
                """.formatted(String.join(" ", BUILDAH), AUTH, registry.isEncrypted(), IMAGE),
                references.toArray(String[]::new));
    }

    public Map<String, String> authfile(BuildCredential credential) {
        String basic = Base64.getEncoder().encodeToString(credential.basic().getBytes(UTF_8));
        return Map.of(
                "auth.json",
                json.writeValueAsString(Map.of("auths", Map.of(registry.authority(), Map.of("auth", basic)))));
    }

    /// For `RUN --mount=type=secret`.
    Map<String, String> secrets(Map<String, String> secrets) {
        Map<String, String> files = new HashMap<>();
        secrets.forEach((name, value) -> files.put("build." + name, value));
        return files;
    }

    private List<String> bud(BuildJob job, Sources sources, String target, String image) {
        BuildPlan plan = job.claim().plan();
        List<String> command = new ArrayList<>(BUILDAH);
        command.addAll(List.of("bud", "--runtime", "runc", "--format", "docker", "--isolation", "rootless"));
        command.addAll(List.of(
                "--network", network() == Network.OWN ? "host" : "none", "--pull-never", "--layers", "--force-rm"));
        if (!target.isEmpty()) {
            command.addAll(List.of("--target", target));
        }
        new TreeMap<>(plan.arguments())
                .forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
        job.checkout()
                .secrets()
                .keySet()
                .forEach(name -> command.addAll(List.of("--secret", "id=" + name + ",src=/secrets/build." + name)));
        labels(job, sources)
                .forEach((name, value) ->
                        command.addAll(List.of("--label", "org.opencontainers.image." + name + "=" + value)));
        command.addAll(List.of("-t", image, "-f", inside(sources.file()), inside(sources.context())));
        return command;
    }

    private Map<String, String> labels(BuildJob job, Sources sources) {
        return Map.of(
                "source", job.checkout().url(),
                "revision", sources.commit().id(),
                "created", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String inside(Path path) {
        return path.toString().isEmpty() ? "/build/source" : "/build/source/" + path;
    }

    private static List<String> script(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "buildah"));
        command.addAll(List.of(arguments));
        return command;
    }
}
