import { resourceTags, scaleSettings } from '../types.bicep'
import { privateZones } from '../private-zones.bicep'

metadata description = 'The Functions app on a Flex Consumption plan, with every setting that the code reads.'

@description('Name of the app.')
@minLength(2)
@maxLength(60)
param name string

@description('Name of the plan.')
@minLength(1)
@maxLength(40)
param planName string

@description('Region.')
param location string

@description('Tags of each resource.')
param tags resourceTags

@description('Name of the identity under which the app runs.')
param identityName string

@description('Client id of that identity.')
param clientId string

@description('How far the app scales.')
param scale scaleSettings

@description('Instances in several zones.')
param zoneRedundant bool

@description('Storage account of the host: packages, keys, leases and the queues and tables of Durable Functions.')
param hostStorageName string

@description('Address of the container that packages are deployed to.')
param packagesUrl string

@description('Address of the blobs of the pipeline.')
param blobEndpoint string

@description('Address of Cosmos DB.')
param cosmosEndpoint string

@description('Host name of the Service Bus namespace.')
param serviceBusHostName string

@description('Where events are published.')
param topicEndpoint string

@description('Connection string of Application Insights; not a secret, as it accepts tokens only.')
param insightsConnectionString string

@description('Base address of the Key Vault.')
param vaultUri string

@description('Name of the secret with which Stripe signs its webhooks.')
param stripeSecretName string

@description('Non-secret settings of the pipeline, such as Sensors__Thresholds__temperature.')
param applicationSettings {
  @description('Name to value.')
  *: string
}

@description('Accepts requests from the internet; payment providers need it.')
param publicIngress bool

@description('Workspace that logs go to.')
param workspaceId string

@description('Subnet of private endpoints; empty for public endpoints.')
param endpointSubnetId string

@description('Subnet of the app in a private network, else empty.')
param appSubnetId string

@description('Prefix of the names of private endpoints.')
param endpointPrefix string

var byIdentity = 'managedidentity'
// FUNCTIONS_WORKER_RUNTIME, WEBSITE_RUN_FROM_PACKAGE and the like do not apply to Flex Consumption: functionAppConfig replaces them.
var settings = {
  // Local runs on developers' machines use leases of their own.
  LeasePrefix: 'main'
  ...applicationSettings
  AZURE_CLIENT_ID: clientId
  AzureWebJobsStorage__accountName: hostStorageName
  AzureWebJobsStorage__credential: byIdentity
  AzureWebJobsStorage__clientId: clientId
  Blobs__serviceUri: blobEndpoint
  Cosmos__accountEndpoint: cosmosEndpoint
  Cosmos__credential: byIdentity
  Cosmos__clientId: clientId
  ServiceBus__fullyQualifiedNamespace: serviceBusHostName
  ServiceBus__credential: byIdentity
  ServiceBus__clientId: clientId
  EventGrid__topicEndpoint: topicEndpoint
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
  Webhooks__Stripe__SigningSecrets__0: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${stripeSecretName})'
}

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${app.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: app.id
    publicNetworkAccess: publicIngress ? 'Enabled' : 'Disabled'
    virtualNetworkSubnetId: empty(appSubnetId) ? null : appSubnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: app.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: scale.maximumInstances
        instanceMemoryMB: scale.instanceMemory
        alwaysReady: scale.alwaysReady
        triggers: {
          http: { perInstanceConcurrency: scale.httpConcurrency }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      appSettings: [for setting in items(settings): { name: setting.key, value: setting.value }]
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

// The app's telemetry is in Application Insights already. These logs are for when the host does not start.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: site
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (!empty(endpointSubnetId) && !publicIngress) {
  name: 'site-endpoint'
  params: {
    name: '${endpointPrefix}-site'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: site.id
    groupId: 'sites'
    zoneName: privateZones.site
  }
}

@description('Name of the app.')
output name string = site.name

@description('Resource id of the app.')
output id string = site.id

@description('Base address of the app.')
output url string = 'https://${site.properties.defaultHostName}'
