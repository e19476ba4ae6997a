# What people and CI run. `make` alone prints the list.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MVN ?= mvn -B

# The newest JDK 25 in the usual places. Maven finds one by itself; what runs outside of Maven needs to be told.
JDK25 := $(shell for home in "$${JAVA_HOME_25:-}" "$${JAVA_HOME:-}" "$${JDK_HOME:-}" /usr/lib/jvm/* /opt/java/* "$$HOME"/.sdkman/candidates/java/* \
	"$$HOME"/.jdks/*; do if grep -qs '^JAVA_VERSION="25' "$$home/release" && [ -x "$$home/bin/javac" ]; \
	then echo "$$home"; break; fi; done)
RUN := $(CURDIR)/target/run
# warnings would be about single classes that are not in it
CACHE_FLAGS := -XX:AOTCache=$(RUN)/slipway.aot -Xlog:aot*=error
JVM_FLAGS := $(shell sed -n 's:.*<jvm.flags>\(.*\)</jvm.flags>.*:\1:p' pom.xml)
SOURCES := pom.xml $(shell find src/main db/migration frontend -name node_modules -prune -o -type f -print 2>/dev/null)

# $(call stage,name,command): runs one part of the check and says how long it took
define stage
	@echo "== $(1)"; started=$$SECONDS; $(2); echo "== $(1): $$((SECONDS - started)) s"
endef

.PHONY: help
help: ## print this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' Makefile | expand -t 14

.PHONY: dev
dev: ## run from the sources; pages are read from frontend/templates at every request
	$(MVN) spring-boot:run -Dspring-boot.run.arguments="--spring.thymeleaf.cache=false --spring.thymeleaf.prefix=file:frontend/templates/"

.PHONY: run
run: jdk-25 target/run/slipway.aot ## run the packaged program as the image does
	exec "$(JDK25)/bin/java" $(JVM_FLAGS) $(CACHE_FLAGS) -jar $(RUN)/slipway.jar

.PHONY: test
test: ## unit, module, HTTP and database tests
	$(MVN) test

.PHONY: check
check: jdk-25 ## everything that CI runs
	$(call stage,format,JAVA_HOME="$(JDK25)" $(MVN) -q -Pformat spotless:check)
	$(call stage,build and tests,$(MVN) verify)
	$(call stage,chart,helm/render-test)
	$(call stage,end to end,JAVA_HOME_25="$(JDK25)" e2e/run)
	$(call stage,conformance,JAVA_HOME_25="$(JDK25)" e2e/conformance)
	$(call stage,soak,bench/soak --minutes 1)
	$(call stage,crash,bench/crash --points 10)

.PHONY: format
format: jdk-25 ## format the Java sources
	JAVA_HOME="$(JDK25)" $(MVN) -q -Pformat spotless:apply

.PHONY: e2e
e2e: jdk-25 target/slipway.jar ## real clients and a real browser against the packaged program
	JAVA_HOME_25="$(JDK25)" e2e/run

.PHONY: conformance
conformance: jdk-25 target/slipway.jar ## the conformance suite of the OCI distribution specification
	JAVA_HOME_25="$(JDK25)" e2e/conformance

.PHONY: screenshots
screenshots: jdk-25 target/slipway.jar ## a picture of every page in both themes, wide and narrow, into e2e/out/pages
	JAVA_HOME_25="$(JDK25)" E2E_SHOTS="$(CURDIR)/e2e/out/pages" e2e/run 71

.PHONY: nightly
nightly: check bench ## the check and everything that takes long
	bench/soak --minutes 60
	bench/soak --minutes 60 --lease 0s
	bench/crash --points 200
	bench/builds
	bench/replicas
	JAVA_HOME_25="$(JDK25)" E2E_OLD_JAR="$$(e2e/old-jar)" e2e/run rolling
	JAVA_HOME_25="$(JDK25)" E2E_EVERY=1 e2e/run 71
	JAVA_HOME="$(JDK25)" e2e/other-s3

.PHONY: bench
bench: jdk-25 target/slipway.jar ## speed beside docker-registry on this machine, as a table
	JAVA_HOME_25="$(JDK25)" bench/run

.PHONY: soak
soak: jdk-25 target/slipway.jar ## a minute of everything at once against collection, and what it left
	bench/soak --minutes 1

.PHONY: crash
crash: jdk-25 target/slipway.jar ## kill the server ten times in the middle of everything, and look what is left
	bench/crash --points 10

.PHONY: schema
schema: ## rewrite db/schema.sql from the migrations
	$(MVN) -q -Dfrontend.skip=true test -Dtest=SchemaFileTest -Dschema.write=true

# The same commit gives the same labels. JAVA_IMAGE=… takes another base image.
IMAGE_ARGS = --build-arg VERSION=$(shell sed -n '0,/<version>.*SNAPSHOT/s:.*<version>\(.*\)</version>.*:\1:p' pom.xml | tail -n 1) \
	--build-arg REVISION=$(shell git rev-parse HEAD 2>/dev/null || echo unknown) \
	--build-arg CREATED=$(shell TZ=UTC git log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null || echo 1970-01-01T00:00:00Z) \
	$(if $(JAVA_IMAGE),--build-arg JAVA_IMAGE=$(JAVA_IMAGE))

.PHONY: image
image: target/slipway.jar ## the container images slipway:latest and slipway-builder:latest
	docker build $(IMAGE_ARGS) --target slipway -t slipway:latest .
	docker build $(IMAGE_ARGS) --target builder -t slipway-builder:latest .

.PHONY: clean
clean: ## remove what was built; data/ stays
	rm -rf target e2e/out bench/out

target/slipway.jar: $(SOURCES)
	$(MVN) -q package -Dmaven.test.skip=true
	@touch $@

# The jar unpacked, and what the JVM learns from one start with a database of its own: see docs/performance.md. It holds for
# this path and this JDK; whatever goes wrong only leaves starts slower.
target/run/slipway.aot: target/slipway.jar
	@rm -rf $(RUN)
	@"$(JDK25)/bin/java" -Djarmode=tools -jar target/slipway.jar extract --destination $(RUN)
	@echo "The JVM learns how this build starts, once, for about a minute."
	@cd $(RUN) && { env -i HOME="$$HOME" PATH="$$PATH" "$(JDK25)/bin/java" $(JVM_FLAGS) -XX:AOTCacheOutput=$(RUN)/slipway.aot \
	  -jar $(RUN)/slipway.jar --slipway.exit-when-ready=true --slipway.data-dir=$(RUN)/training --server.port=0 \
	  --management.server.port=0 >training.log 2>&1 || echo "It did not: see target/run/training.log"; rm -rf training; touch slipway.aot; }

.PHONY: jdk-25
jdk-25:
	@[ -n "$(JDK25)" ] || { echo "Slipway needs a JDK 25: install one (for example temurin-25-jdk) or point JAVA_HOME to it." >&2; exit 1; }

# for scripts: JAVA_HOME=$(make -s jdk-home)
.PHONY: jdk-home
jdk-home: jdk-25
	@echo "$(JDK25)"
