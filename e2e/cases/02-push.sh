# A first push sends the layers, a second one nothing.

said="$(push_busybox "$E2E_USER/pushed:1")"
expect "$said" "Pushed"
expect "$said" "1: digest: sha256:"
said="$(push_busybox "$E2E_USER/pushed:1")"
expect "$said" "Layer already exists"
