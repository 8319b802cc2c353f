import { resourceTags } from '../types.bicep'
import { roles } from '../roles.bicep'
import { privateZones } from '../private-zones.bicep'

metadata description = 'A storage account without keys, its containers, and what one identity may do in it.'

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags of each resource.')
param tags resourceTags

@description('Containers.')
param containers string[]

@description('Name of the identity that works in the account.')
param identityName string

@description('Names of the roles (of roles.bicep) that it has on the account.')
param roleNames string[]

@description('Object id of a developer who gets the same roles for local runs; empty for no one.')
param developerId string

@description('Kinds of endpoints that are used, and so get private endpoints.')
param endpoints ('blob' | 'queue' | 'table')[]

@description('Copies in three zones instead of one.')
param zoneRedundant bool

@description('Days in which a deleted blob or container can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Lifecycle rules of blobs.')
param lifecycle lifecycleRule[]

@description('Workspace that logs go to.')
param workspaceId string

@description('Subnet of private endpoints; empty for public endpoints.')
param endpointSubnetId string

@description('Lets Event Grid in through a closed firewall, since it cannot use a private endpoint.')
param admitEventGrid bool

@description('Prefix of the names of private endpoints.')
param endpointPrefix string

@description('Lifecycle of the blobs of one container.')
type lifecycleRule = {
  @description('The container.')
  container: string

  @description('Days after which a blob is moved to the cool tier.')
  coolAfterDays: int?

  @description('Days after which a blob is deleted.')
  deleteAfterDays: int?
}

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Event Grid comes from outside as a trusted service; this firewall admits it and nothing else.
    publicNetworkAccess: empty(endpointSubnetId) || admitEventGrid ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: admitEventGrid ? 'AzureServices' : 'None'
      defaultAction: empty(endpointSubnetId) ? 'Allow' : 'Deny'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2026-04-01' = if (contains(endpoints, 'queue')) {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2026-04-01' = if (contains(endpoints, 'table')) {
  parent: account
  name: 'default'
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = [
  for container in containers: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource ageing 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = if (!empty(lifecycle)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for rule in lifecycle: {
          name: rule.container
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['${rule.container}/']
            }
            actions: {
              baseBlob: {
                tierToCool: rule.?coolAfterDays == null
                  ? null
                  : { daysAfterModificationGreaterThan: rule.coolAfterDays! }
                delete: rule.?deleteAfterDays == null
                  ? null
                  : { daysAfterModificationGreaterThan: rule.deleteAfterDays! }
              }
            }
          }
        }
      ]
    }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roleNames: {
    name: guid(account.id, app.id, roles[role])
    scope: account
    properties: {
      principalId: app.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
    }
  }
]

resource developerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roleNames: if (!empty(developerId)) {
    name: guid(account.id, developerId, roles[role])
    scope: account
    properties: {
      principalId: developerId
      principalType: 'User'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
    }
  }
]

resource accountDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

// Deletions are logged; a line for each read and write would cost more than the reads and writes.
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource queueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(endpoints, 'queue')) {
  name: 'to-workspace'
  scope: queues
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(endpoints, 'table')) {
  name: 'to-workspace'
  scope: tables
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

module privateEndpoints 'private-endpoint.bicep' = [
  for endpoint in endpoints: if (!empty(endpointSubnetId)) {
    name: '${name}-${endpoint}-endpoint'
    params: {
      name: '${endpointPrefix}-${name}-${endpoint}'
      location: location
      tags: tags
      subnetId: endpointSubnetId
      targetId: account.id
      groupId: endpoint
      zoneName: privateZones[endpoint]
    }
  }
]

@description('Name of the account.')
output name string = account.name

@description('Resource id of the account.')
output id string = account.id

@description('Address of its blobs.')
output blobEndpoint string = account.properties.primaryEndpoints.blob
