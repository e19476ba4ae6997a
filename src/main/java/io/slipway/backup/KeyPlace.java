package io.slipway.backup;

import io.slipway.work.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/// Where the master key is.
@Component
class KeyPlace {

    private static final String FILE = "master.key";
    private static final String SETTING = "slipway.master-key";

    private final DataFolder data;
    private final Environment environment;

    KeyPlace(DataFolder data, Environment environment) {
        this.data = data;
        this.environment = environment;
    }

    /// What whoever keeps the archive has to know.
    String sentence(Contents contents) {
        boolean inside = contents.secrets().stream().anyMatch(it -> it.path().equals(Secrets.FOLDER + FILE));
        String which = "The master key " + contents.masterKey();
        if (isSetting()) {
            return which + " is not inside: it is the setting " + SETTING + ". Keep a copy of it elsewhere:"
                    + " without it the secrets in the backup are lost";
        }
        if (inside) {
            return which + " is inside: keep the backup as you would keep the key";
        }
        return which + " is not inside: it is the file " + file() + ". Keep a copy of it elsewhere: without it the"
                + " secrets in the backup are lost";
    }

    boolean isHere() {
        return isSetting() || Files.exists(file());
    }

    Path file() {
        return data.secrets().resolve(FILE);
    }

    private boolean isSetting() {
        return StringUtils.hasText(environment.getProperty(SETTING));
    }
}
