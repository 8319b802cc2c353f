import { resourceTags, routingTable } from '../types.bicep'
import { roles } from '../roles.bicep'
import { privateZones } from '../private-zones.bicep'

metadata description = 'Service Bus: a queue for each line of routes.json; what a queue gives up on goes to the queue dead-letters.'

@description('Name of the namespace.')
@minLength(6)
@maxLength(50)
param name string

@description('Region.')
param location string

@description('Tags of the namespace.')
param tags resourceTags

@description('The routing table.')
param routes routingTable

@description('Standard is billed per operation; Premium has private endpoints and dedicated capacity.')
@allowed(['Standard', 'Premium'])
param tier string

@description('Messaging units of the Premium tier.')
@allowed([1, 2, 4, 8, 16])
param messagingUnits int

@description('How long a queue remembers the ids of its messages; as long as Event Grid tries to deliver, so that no second copy gets in.')
param duplicateWindow string

@description('Name of the identity that receives and sends.')
param identityName string

@description('Object id of a developer who may do the same in local runs; empty for no one.')
param developerId string

@description('Workspace that logs go to.')
param workspaceId string

@description('Subnet of private endpoints; empty for public endpoints.')
param endpointSubnetId string

@description('Subnet of the app in a private network, else empty.')
param appSubnetId string

@description('Prefix of the names of private endpoints.')
param endpointPrefix string

var deadLetters = 'dead-letters'
var queueNames = filter(objectKeys(routes.queues), queue => queue != deadLetters)
// Reader shows how long this namespace's queues are, for scaling and the lag metrics. Otherwise only Data Owner does, with far more rights.
var appRoles = ['serviceBusDataReceiver', 'serviceBusDataSender', 'reader']

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: tier
    tier: tier
    capacity: tier == 'Premium' ? messagingUnits : null
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

// Event Grid cannot deliver through a private endpoint. As a trusted service it passes this firewall by its identity; nothing else does.
resource firewall 'Microsoft.ServiceBus/namespaces/networkRuleSets@2026-01-01' = if (!empty(endpointSubnetId)) {
  parent: namespace
  name: 'default'
  properties: {
    publicNetworkAccess: 'Enabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
    virtualNetworkRules: [
      {
        subnet: { id: appSubnetId }
        ignoreMissingVnetServiceEndpoint: false
      }
    ]
  }
}

resource deadLetterQueue 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: deadLetters
  properties: {
    lockDuration: 'PT1M'
    // KeepDeadLetters may be down for long; its messages wait instead of being given up.
    maxDeliveryCount: 1000
    requiresDuplicateDetection: false
    deadLetteringOnMessageExpiration: true
    maxSizeInMegabytes: 5120
  }
}

resource queues 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = [
  for queue in queueNames: {
    parent: namespace
    name: queue
    properties: {
      lockDuration: 'PT1M'
      maxDeliveryCount: 10
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: duplicateWindow
      defaultMessageTimeToLive: 'P14D'
      deadLetteringOnMessageExpiration: true
      forwardDeadLetteredMessagesTo: deadLetterQueue.name
      maxSizeInMegabytes: 5120
    }
  }
]

resource appAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    name: guid(namespace.id, app.id, roles[role])
    scope: namespace
    properties: {
      principalId: app.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
    }
  }
]

resource developerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: if (!empty(developerId)) {
    name: guid(namespace.id, developerId, roles[role])
    scope: namespace
    properties: {
      principalId: developerId
      principalType: 'User'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (!empty(endpointSubnetId)) {
  name: 'service-bus-endpoint'
  params: {
    name: '${endpointPrefix}-servicebus'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: namespace.id
    groupId: 'namespace'
    zoneName: privateZones.serviceBus
  }
}

@description('Name of the namespace.')
output name string = namespace.name

@description('Resource id of the namespace.')
output id string = namespace.id

@description('Host name of the namespace.')
output hostName string = '${namespace.name}.servicebus.windows.net'
