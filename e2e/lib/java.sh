#!/usr/bin/env bash
# Prints the java binary of a JDK 25 or newer; fails with one sentence where there is none.
set -euo pipefail

is_new_enough() {
  local version
  version=$("$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [[ -n "$version" && "$version" -ge 25 ]]
}

for home in "${JAVA_HOME_25:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/java/* /opt/jdk*; do
  if [[ -n "$home" && -x "$home/bin/java" ]] && is_new_enough "$home/bin/java"; then
    echo "$home/bin/java"
    exit
  fi
done
if command -v java >/dev/null && is_new_enough java; then
  command -v java
  exit
fi
echo "No JDK 25 found: install one, or point JAVA_HOME_25 or JAVA_HOME at it." >&2
exit 1
