import { containerDefinition, resourceTags } from '../types.bicep'
import { cosmosDataContributor } from '../roles.bicep'
import { privateZones } from '../private-zones.bicep'

metadata description = 'Cosmos DB: the account, the database and the containers that code and template read from one file.'

@description('Name of the account.')
@minLength(3)
@maxLength(44)
param name string

@description('Region.')
param location string

@description('A second region, which is written to when the first is lost; only with autoscale. Empty for none.')
param secondaryLocation string

@description('Tags of each resource.')
param tags resourceTags

@description('Name of the database.')
param databaseName string

@description('Containers by name.')
param containers {
  *: containerDefinition
}

@description('Request units per second, shared by all containers, up to which the database scales; 0 for serverless, which has no idle cost.')
@minValue(0)
param autoscaleMaxThroughput int

@description('How far back a point-in-time restore reaches.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param backupTier string

@description('Replicas in three zones.')
param zoneRedundant bool

@description('Name of the identity that reads and writes documents.')
param identityName string

@description('Object id of a developer who may do the same in local runs; empty for no one.')
param developerId string

@description('Workspace that logs go to.')
param workspaceId string

@description('Subnet of private endpoints; empty for public endpoints.')
param endpointSubnetId string

@description('Prefix of the names of private endpoints.')
param endpointPrefix string

var serverless = autoscaleMaxThroughput == 0
var regions = serverless || empty(secondaryLocation) ? [location] : [location, secondaryLocation]

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [
      for (region, index) in regions: {
        locationName: region
        failoverPriority: index
        isZoneRedundant: zoneRedundant
      }
    ]
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    // Every instance of the app has a client, and so a session, of its own; what one wrote, the next must read (docs/azure.md).
    consistencyPolicy: {
      defaultConsistencyLevel: 'BoundedStaleness'
      maxIntervalInSeconds: 300
      maxStalenessPrefix: 100000
    }
    enableAutomaticFailover: length(regions) > 1
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: backupTier }
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: empty(endpointSubnetId) ? 'Enabled' : 'Disabled'
    networkAclBypass: 'None'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: account
  name: databaseName
  tags: tags
  properties: {
    resource: { id: databaseName }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: autoscaleMaxThroughput } }
  }
}

resource sqlContainers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = [
  for definition in items(containers): {
    parent: database
    name: definition.key
    tags: tags
    properties: {
      resource: {
        id: definition.key
        partitionKey: {
          kind: 'Hash'
          version: 2
          paths: [definition.value.partitionKey]
        }
        defaultTtl: definition.value.?ttlSeconds
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: map(definition.value.indexedPaths, path => { path: path })
          excludedPaths: contains(definition.value.indexedPaths, '/*') ? [] : [{ path: '/*' }]
        }
      }
    }
  }
]

resource dataContributor 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2026-03-15' existing = {
  parent: account
  name: cosmosDataContributor
}

resource appAccess 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: account
  name: guid(account.id, app.id, cosmosDataContributor)
  properties: {
    principalId: app.properties.principalId
    roleDefinitionId: dataContributor.id
    // The account holds this one database; the SDK reads the account's metadata too.
    scope: account.id
  }
}

resource developerAccess 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = if (!empty(developerId)) {
  parent: account
  name: guid(account.id, developerId, cosmosDataContributor)
  properties: {
    principalId: developerId
    roleDefinitionId: dataContributor.id
    scope: account.id
  }
}

// A log line for each data request would cost more than the requests; their sum is in the metrics.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      { category: 'ControlPlaneRequests', enabled: true }
      { category: 'PartitionKeyStatistics', enabled: true }
      { category: 'PartitionKeyRUConsumption', enabled: true }
    ]
    metrics: [{ category: 'Requests', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (!empty(endpointSubnetId)) {
  name: 'cosmos-endpoint'
  params: {
    name: '${endpointPrefix}-cosmos'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: account.id
    groupId: 'Sql'
    zoneName: privateZones.cosmos
  }
}

@description('Resource id of the account.')
output id string = account.id

@description('Address of the account.')
output endpoint string = account.properties.documentEndpoint
