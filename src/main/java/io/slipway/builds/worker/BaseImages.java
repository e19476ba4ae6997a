package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// The images on which a Dockerfile builds: pulled before it, since the build itself has no network.
@Component
class BaseImages {

    /// @param name   as the Dockerfile has it
    /// @param source where it is pulled from
    /// @param own    from this registry
    record BaseImage(String name, String source, boolean own) {}

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@\\[\\]-]{0,510}");

    private final RegistryAddress registry;
    private final Outlets outlets;
    private final BuildSettings settings;

    BaseImages(RegistryAddress registry, Outlets outlets, BuildSettings settings) {
        this.outlets = outlets;
        this.registry = registry;
        this.settings = settings;
    }

    /// @throws BuildFailure BASE_IMAGE
    List<BaseImage> of(Iterable<String> names) {
        List<BaseImage> images = new ArrayList<>();
        names.forEach(name -> images.add(of(name)));
        return images;
    }

    private BaseImage of(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BuildFailure(BuildReason.BASE_IMAGE, "the base image " + name + " is no name of an image");
        }
        return registry.own(name)
                .map(source -> new BaseImage(name, source, true))
                .orElseGet(() -> elsewhere(name));
    }

    private BaseImage elsewhere(String name) {
        String source = whole(name);
        outlets.checkImage(source);
        return new BaseImage(name, source, false);
    }

    private String whole(String name) {
        if (hasRegistry(name)) {
            return name;
        }
        if (settings.shortNames().isEmpty()) {
            throw new BuildFailure(
                    BuildReason.BASE_IMAGE,
                    "the base image " + name + " is named without a registry: write its whole name, or ask an"
                            + " administrator to set slipway.builds.short-names");
        }
        return settings.shortNames() + (name.indexOf('/') < 0 ? "/library/" : "/") + name;
    }

    private static boolean hasRegistry(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }
}
