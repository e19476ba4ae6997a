# A person signs in with a browser and finds what docker pushed.

push_busybox "$E2E_USER/busybox:first-tag"
cp "$E2E_DIR"/browser/{package.json,package-lock.json,.npmrc,repositories.mjs} .
npm ci --no-progress
npm test
