{{/* What would start and then lose or refuse something is refused here, with the sentence that says why. */}}
{{- define "slipway.guards" -}}
{{- $external := include "slipway.databaseUrl" . }}
{{- if $external }}
{{- $_ := required "An external database needs masterKey.existingSecret (or existingSecret, or secrets.generate): the key that seals secrets in it" (include "slipway.masterKeySecret" .) }}
{{- $_ := required "An external database needs database.existingSecret: a Secret with its password" .Values.database.existingSecret }}
{{- if .Values.database.owner.username }}
{{- $_ := required "database.owner.username needs database.owner.existingSecret: a Secret with its password" .Values.database.owner.existingSecret }}
{{- end }}
{{- end }}
{{- if and .Values.database.url .Values.database.host }}
{{- fail "Give database.url or database.host, not both" }}
{{- end }}
{{- if eq .Values.storage.type "s3" }}
{{- $_ := required "storage.type s3 needs storage.s3.bucket" .Values.storage.s3.bucket }}
{{- end }}
{{- if or .Values.autoscaling.enabled (gt (int .Values.replicaCount) 1) }}
{{- if not $external }}
{{- fail "Several replicas need an external database: database.host. The embedded one belongs to one pod" }}
{{- end }}
{{- if not (include "slipway.shared" .) }}
{{- fail "Several replicas need storage that they share: storage.type s3, or persistence.accessMode ReadWriteMany" }}
{{- end }}
{{- end }}
{{- with .Values.autoscaling }}
{{- if and .enabled (gt (int .minReplicas) (int .maxReplicas)) }}
{{- fail "autoscaling.minReplicas is more than autoscaling.maxReplicas" }}
{{- end }}
{{- end }}
{{- with .Values.pdb }}
{{- $min := ne (toString .minAvailable) "" }}
{{- $max := ne (toString .maxUnavailable) "" }}
{{- if and .enabled (eq $min $max) }}
{{- fail "pdb needs exactly one of minAvailable and maxUnavailable; set the other to \"\"" }}
{{- end }}
{{- end }}
{{- if and .Values.metrics.serviceMonitor.enabled .Values.networkPolicy.enabled (not .Values.networkPolicy.metricsFrom) }}
{{- fail "metrics.serviceMonitor needs networkPolicy.metricsFrom: where Prometheus runs, else nobody reaches the metrics" }}
{{- end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}
{{- fail "httpRoute needs httpRoute.parentRefs: the gateway" }}
{{- end }}
{{- if and (eq (include "slipway.kind" .) "Deployment") (eq .Values.storage.type "disk") (not .Values.persistence.existingClaim) }}
{{- $old := printf "data-%s-0" (include "slipway.name" .) }}
{{- if lookup "v1" "PersistentVolumeClaim" .Release.Namespace $old }}
{{- fail (printf "The claim %s holds this release's bytes: set persistence.existingClaim to it, or delete it when it is of no use" $old) }}
{{- end }}
{{- end }}
{{- end }}
