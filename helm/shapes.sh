# The shapes of the chart, for render-test.

render default
expect default 'kind: StatefulSet' 'replicas: 1' 'path: /readyz' 'path: /livez' 'readOnlyRootFilesystem: true' 'runAsNonRoot: true' \
  'runAsUser: 65532' 'storage: 20Gi' 'kind: NetworkPolicy' 'containerPort: 5001' 'enableServiceLinks: false' 'type: RuntimeDefault' \
  'helm.sh/hook: test' 'name: SLIPWAY_DRAIN' 'value: "5s"'
never default '- port: management' 'kind: Role' 'kind: Secret' 'kind: ConfigMap' 'kind: Deployment' 'kind: HorizontalPodAutoscaler' 'kind: PodDisruptionBudget'

external=(--set database.host=db,database.existingSecret=db)
keys=(--set existingSecret=keys)
render full --set database.url=jdbc:postgresql://db:5432/slipway --set database.existingSecret=db,masterKey.existingSecret=key \
  --set admin.existingSecret=admin,externalURL=https://registry.example.org --set 'otherHosts={a.example.org,b.example.org}' \
  --set 'trustedProxies={10.0.0.0/8}' --set ingress.enabled=true,ingress.tlsSecret=tls,ingress.className=nginx \
  --set config.slipway.gc.grace=48h --set 'networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.name=monitoring' \
  --set 'networkPolicy.from[0].namespaceSelector.matchLabels.name=gateways' --set 'networkPolicy.egress[0].to[0].ipBlock.cidr=10.0.0.0/8' \
  --set 'extraEnv[0].name=TZ,extraEnv[0].value=UTC' --set 'extraEnvFrom[0].secretRef.name=mail' --set 'imagePullSecrets[0].name=pull' \
  --set-json 'tolerations=[{"key":"a","operator":"Exists"}]' --set nodeSelector.disk=fast --set priorityClassName=high \
  --set logging.format=ecs,tracing.endpoint=http://collector:4318/v1/traces --set podLabels.team=a,podAnnotations.note=b \
  --set serviceAccount.name=registry --set 'image.digest=sha256:0000' --set jvmOptions=-Xmx1g \
  --set database.owner.username=owner,database.owner.existingSecret=owner --set storage.filesystem.reserve=20GB
expect full SLIPWAY_MASTER_KEY SPRING_DATASOURCE_PASSWORD SLIPWAY_ADMIN_PASSWORD 'a.example.org,b.example.org' 'kind: Ingress' \
  'secretName: tls' 'grace: 48h' 'port: management' 'policyTypes: [Ingress, Egress]' 'name: mail' 'slipway@sha256:0000' SPRING_FLYWAY_USER 'checksum/config'

render generated "${external[@]}" --set secrets.generate=true
expect generated 'kind: Secret' 'helm.sh/resource-policy: keep' 'master-key:' 'admin-password:' 'name: TEST_PASSWORD'

render trial --set persistence.enabled=false,tests.enabled=false,networkPolicy.enabled=false
expect trial 'emptyDir: {}'
never trial volumeClaimTemplates 'helm.sh/hook' 'kind: NetworkPolicy'

render claimed --set persistence.existingClaim=mine,persistence.takeOver=true
expect claimed 'claimName: mine' 'name: take-over' 'kind: StatefulSet'
never claimed volumeClaimTemplates

shared=("${external[@]}" "${keys[@]}" --set storage.type=s3,storage.s3.bucket=images,storage.s3.existingSecret=s3)
render s3 "${shared[@]}" --set replicaCount=3,storage.s3.endpoint=https://s3.example.org,storage.s3.region=here,storage.s3.pathStyle=true \
  --set storage.s3.redirect=true,storage.s3.checksumMode=when-required,storage.s3.prefix=slipway/
expect s3 'kind: Deployment' 'replicas: 3' SLIPWAY_STORAGE_S3_BUCKET SLIPWAY_STORAGE_S3_ACCESS_KEY SLIPWAY_STORAGE_S3_SECRET_KEY \
  SLIPWAY_STORAGE_S3_ENDPOINT SLIPWAY_STORAGE_S3_REGION SLIPWAY_STORAGE_S3_PATH_STYLE SLIPWAY_STORAGE_S3_REDIRECT SLIPWAY_STORAGE_S3_PREFIX \
  SLIPWAY_STORAGE_S3_CHECKSUM_MODE 'maxUnavailable: 0' 'kind: PodDisruptionBudget' 'whenUnsatisfiable: ScheduleAnyway'
never s3 PersistentVolumeClaim volumeClaimTemplates

render identity "${external[@]}" "${keys[@]}" --set storage.type=s3,storage.s3.bucket=images \
  --set 'serviceAccount.annotations.eks\.amazonaws\.com/role-arn=arn:aws:iam::1:role/a'
never identity SLIPWAY_STORAGE_S3_ACCESS_KEY
expect identity 'role-arn: arn:aws:iam::1:role/a'

render many "${external[@]}" "${keys[@]}" --set replicaCount=2,persistence.accessMode=ReadWriteMany,persistence.storageClass=nfs
expect many 'kind: Deployment' 'kind: PersistentVolumeClaim' 'helm.sh/resource-policy: keep' 'value: /var/lib/slipway-store/blobs' \
  'storageClassName: nfs'

render scaled "${shared[@]}" --set autoscaling.enabled=true --set pdb.minAvailable=50%,pdb.maxUnavailable= \
  --set-json 'topologySpreadConstraints=[{"topologyKey":"rack","maxSkew":1,"whenUnsatisfiable":"DoNotSchedule"}]'
expect scaled 'kind: HorizontalPodAutoscaler' 'maxReplicas: 6' 'minAvailable: 50%' 'topologyKey: rack'
never scaled 'replicas: 1' 'maxUnavailable: 1'

render resting "${shared[@]}" --set maintenance=true,autoscaling.enabled=true
expect resting 'sleep infinity' 'replicas: 1' 'type: Recreate' 'path: /readyz'
never resting 'path: /livez' 'kind: HorizontalPodAutoscaler' 'RollingUpdate'

render routed --set httpRoute.enabled=true,httpRoute.parentRefs[0].name=public,httpRoute.parentRefs[0].namespace=gateways \
  --set 'httpRoute.hostnames={registry.example.org}' --set httpRoute.annotations.a=b
expect routed 'kind: HTTPRoute' 'request: 0s' 'registry.example.org'

render watched --set metrics.serviceMonitor.enabled=true,metrics.prometheusRule.enabled=true,metrics.dashboards.enabled=true \
  --set 'networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.name=monitoring' --set metrics.serviceMonitor.labels.release=prometheus
expect watched 'kind: ServiceMonitor' 'kind: PrometheusRule' 'grafana_dashboard: "1"' 'release: prometheus' 'slipway.json: |' \
  'alert: SlipwayCollectionStopped' '"title": "Slipway"'

render builds --set builds.kubernetes.enabled=true,builds.kubernetes.image=tools/builder:1,builds.kubernetes.namespace=images \
  --set 'builds.kubernetes.egress={10.20.0.0/16,10.30.0.0/16}' --set builds.kubernetes.nodeSelector.disk=fast
expect builds 'kind: RoleBinding' 'namespace: images' 'automountServiceAccountToken: true' 'value: "disk=fast"' \
  'value: "10.20.0.0/16,10.30.0.0/16"' 'value: http://demo-slipway.default.svc:5000' 'resources: [jobs/finalizers]'
render builds-s3 "${shared[@]}" --set replicaCount=2,builds.kubernetes.enabled=true,builds.kubernetes.image=tools/builder:1
expect builds-s3 'kind: StatefulSet' 'replicas: 2'
never builds-s3 volumeClaimTemplates

refuse 'builds.kubernetes.image' --set builds.kubernetes.enabled=true
refuse 'masterKey.existingSecret' "${external[@]}"
refuse 'database.existingSecret' --set database.host=db "${keys[@]}"
refuse 'not both' "${external[@]}" "${keys[@]}" --set database.url=jdbc:postgresql://db/a
refuse 'database.owner.existingSecret' "${external[@]}" "${keys[@]}" --set database.owner.username=a
refuse 'external database' --set replicaCount=2
refuse 'external database' --set replicaCount=2,storage.type=s3,storage.s3.bucket=a
refuse 'external database' --set autoscaling.enabled=true
refuse 'storage that they share' "${external[@]}" "${keys[@]}" --set replicaCount=2
refuse 'storage that they share' "${external[@]}" "${keys[@]}" --set autoscaling.enabled=true
refuse 'storage.s3.bucket' --set storage.type=s3
refuse 'maxReplicas' "${shared[@]}" --set autoscaling.enabled=true,autoscaling.minReplicas=9
refuse 'exactly one' "${shared[@]}" --set pdb.minAvailable=1
refuse 'exactly one' "${shared[@]}" --set pdb.maxUnavailable=
refuse 'networkPolicy.metricsFrom' --set metrics.serviceMonitor.enabled=true
refuse 'httpRoute.parentRefs' --set httpRoute.enabled=true
# what nobody knows, and what has another type, is refused by values.schema.json
refuse 'replicas' --set replicas=2
refuse 'replicaCount' --set replicaCount=many
refuse '/storage/type' --set storage.type=tape
refuse 'pathstyle' --set storage.s3.pathstyle=true
refuse 'externalURL' --set externalURL=registry.example.org
refuse '/service/type' --set service.type=Open
