package io.slipway.web;

import io.slipway.testing.BuildRows;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Pages about builds: ada may push to acme/web, bob only reads it, eve sees nothing of it.
abstract class AcmeBuilds extends AcmePages {

    static final String WEB = "acme/web";

    @Autowired
    JdbcClient jdbc;

    BuildRows rows() {
        return new BuildRows(jdbc);
    }
}
