# A layer that the registry has in one repository is not sent again for another.

image_with_file e2e/mounted:1 layer 200000
for repository in mount-from mount-to; do
  docker tag e2e/mounted:1 "$E2E_REGISTRY/$E2E_USER/$repository:1"
  said="$(docker push "$E2E_REGISTRY/$E2E_USER/$repository:1")"
done
expect "$said" "Mounted from $E2E_USER/"
