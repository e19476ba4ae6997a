{{- define "slipway.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}

{{- define "slipway.env" -}}
- name: SLIPWAY_ADMIN_USERNAME
  value: {{ .Values.admin.username | quote }}
{{- with include "slipway.adminSecret" . }}
{{ include "slipway.secretEnv" (dict "name" "SLIPWAY_ADMIN_PASSWORD" "secret" . "key" $.Values.admin.key) }}
{{- end }}
{{- with include "slipway.masterKeySecret" . }}
{{ include "slipway.secretEnv" (dict "name" "SLIPWAY_MASTER_KEY" "secret" . "key" $.Values.masterKey.key) }}
{{- end }}
{{- with .Values.externalURL }}
- name: SLIPWAY_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- $hosts := .Values.otherHosts }}
{{- if or .Values.builds.kubernetes.enabled .Values.tests.enabled }}
{{- $hosts = append $hosts (include "slipway.buildsHost" .) }}
{{- end }}
{{- with $hosts }}
- name: SLIPWAY_OTHER_HOSTS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.trustedProxies }}
- name: SLIPWAY_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.drainSeconds }}
- name: SLIPWAY_DRAIN
  value: {{ printf "%ds" (int .) | quote }}
{{- end }}
{{- with include "slipway.databaseUrl" . }}
- name: SPRING_DATASOURCE_URL
  value: {{ . | quote }}
- name: SPRING_DATASOURCE_USERNAME
  value: {{ $.Values.database.username | quote }}
{{ include "slipway.secretEnv" (dict "name" "SPRING_DATASOURCE_PASSWORD" "secret" $.Values.database.existingSecret "key" $.Values.database.key) }}
{{- with $.Values.database.owner }}
{{- if .username }}
- name: SPRING_FLYWAY_USER
  value: {{ .username | quote }}
{{ include "slipway.secretEnv" (dict "name" "SPRING_FLYWAY_PASSWORD" "secret" .existingSecret "key" .key) }}
{{- end }}
{{- end }}
{{- end }}
{{- include "slipway.storageEnv" . }}
{{- if .Values.builds.kubernetes.enabled }}
{{ include "slipway.builds" . }}
{{- end }}
{{- with .Values.tracing }}
{{- if .endpoint }}
- name: MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT
  value: {{ .endpoint | quote }}
- name: MANAGEMENT_TRACING_SAMPLING_PROBABILITY
  value: {{ .probability | quote }}
{{- end }}
{{- end }}
{{- with .Values.logging.format }}
- name: LOGGING_STRUCTURED_FORMAT_CONSOLE
  value: {{ . | quote }}
{{- end }}
{{- if .Values.config }}
- name: SPRING_CONFIG_ADDITIONAL_LOCATION
  value: file:/etc/slipway/application.yml
{{- end }}
{{- with .Values.jvmOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "slipway.storageEnv" -}}
{{- with .Values.storage }}
{{- if eq .type "s3" }}
- name: SLIPWAY_STORAGE_TYPE
  value: s3
{{- range $name, $value := dict "ENDPOINT" .s3.endpoint "REGION" .s3.region "BUCKET" .s3.bucket "PREFIX" .s3.prefix "CHECKSUM_MODE" .s3.checksumMode }}
{{- with $value }}
- name: SLIPWAY_STORAGE_S3_{{ $name }}
  value: {{ . | quote }}
{{- end }}
{{- end }}
- name: SLIPWAY_STORAGE_S3_PATH_STYLE
  value: {{ .s3.pathStyle | quote }}
- name: SLIPWAY_STORAGE_S3_REDIRECT
  value: {{ .s3.redirect | quote }}
{{- with .s3.existingSecret }}
{{ include "slipway.secretEnv" (dict "name" "SLIPWAY_STORAGE_S3_ACCESS_KEY" "secret" . "key" $.Values.storage.s3.accessKey) }}
{{ include "slipway.secretEnv" (dict "name" "SLIPWAY_STORAGE_S3_SECRET_KEY" "secret" . "key" $.Values.storage.s3.secretKey) }}
{{- end }}
{{- else if include "slipway.shared" $ }}
- name: SLIPWAY_STORAGE_DISK_PATH
  value: /var/lib/slipway-store/blobs
{{- end }}
{{- with .filesystem.reserve }}
- name: SLIPWAY_STORAGE_DISK_RESERVE
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
