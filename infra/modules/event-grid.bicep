import { resourceTags, routingTable } from '../types.bicep'
import { roles } from '../roles.bicep'
import { privateZones } from '../private-zones.bicep'

metadata description = 'Event Grid: the topic that the relay publishes to, a subscription for each queue, and the topic of what could not be delivered.'

@description('Name of the topic.')
@minLength(3)
@maxLength(50)
param name string

@description('Name of the system topic that tells of blobs in the undelivered container.')
@minLength(3)
@maxLength(128)
param systemTopicName string

@description('Region.')
param location string

@description('Tags of each resource.')
param tags resourceTags

@description('The routing table.')
param routes routingTable

@description('Short names of the event types that outsiders may send, with ids of their choice.')
param outsideTypes string[]

@description('Service Bus namespace of the queues.')
param serviceBusName string

@description('Storage account of the undelivered events.')
param storageAccountName string

@description('Container of the undelivered events.')
param undeliveredContainer string

@description('Container of notifications about undelivered events that could not be delivered themselves.')
param noticesContainer string

@description('Minutes for which delivery is retried.')
@minValue(1)
@maxValue(1440)
param timeToLiveMinutes int

@description('Name of the identity that publishes.')
param identityName string

@description('Object id of a developer who may do the same in local runs; empty for no one.')
param developerId string

@description('Workspace that logs go to.')
param workspaceId string

@description('Subnet of private endpoints; empty for public endpoints.')
param endpointSubnetId string

@description('Prefix of the names of private endpoints.')
param endpointPrefix string

var subscriptions = filter(items(routes.queues), route => !empty(route.value))

// The id of the pipeline's own events is unique, so the queue drops an event that is published twice. Ids from outside are unique
// only per source: there Event Grid's own id stays, which is the same at each delivery attempt, and the reaction drops duplicates.
var messageIdFromEvent = [
  {
    type: 'Dynamic'
    name: 'MessageId'
    properties: { sourceField: 'id' }
  }
]

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: serviceBusName

  resource queues 'queues' existing = [for route in subscriptions: { name: route.key }]
}

resource storage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource undelivered 'containers' existing = { name: undeliveredContainer }
    resource notices 'containers' existing = { name: noticesContainer }
  }
}

resource topic 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  // System-assigned, since only that passes the firewalls of Service Bus and Storage as a trusted service.
  identity: { type: 'SystemAssigned' }
  properties: {
    inputSchema: 'CloudEventSchemaV1_0'
    disableLocalAuth: true
    minimumTlsVersionAllowed: '1.2'
    publicNetworkAccess: empty(endpointSubnetId) ? 'Enabled' : 'Disabled'
  }
}

resource deliver 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(serviceBus.id, topic.id, roles.serviceBusDataSender)
  scope: serviceBus
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
  }
}

resource keepUndelivered 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage::blobs::undelivered.id, topic.id, roles.storageBlobDataContributor)
  scope: storage::blobs::undelivered
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(topic.id, app.id, roles.eventGridDataSender)
  scope: topic
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.eventGridDataSender)
  }
}

resource developerPublish 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(developerId)) {
  name: guid(topic.id, developerId, roles.eventGridDataSender)
  scope: topic
  properties: {
    principalId: developerId
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.eventGridDataSender)
  }
}

// A few at a time: Event Grid answers "conflict" when many subscriptions of one topic are created at once.
@batchSize(3)
resource eventSubscriptions 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = [
  for (route, index) in subscriptions: {
    parent: topic
    name: route.key
    dependsOn: [deliver, keepUndelivered]
    properties: {
      eventDeliverySchema: 'CloudEventSchemaV1_0'
      filter: contains(route.value, '*')
        ? {}
        : { includedEventTypes: map(route.value, type => '${routes.prefix}${type}') }
      deliveryWithResourceIdentity: {
        identity: { type: 'SystemAssigned' }
        destination: {
          endpointType: 'ServiceBusQueue'
          properties: {
            resourceId: serviceBus::queues[index].id
            deliveryAttributeMappings: contains(route.value, '*') || !empty(intersection(route.value, outsideTypes))
              ? []
              : messageIdFromEvent
          }
        }
      }
      deadLetterWithResourceIdentity: {
        identity: { type: 'SystemAssigned' }
        deadLetterDestination: {
          endpointType: 'StorageBlob'
          properties: {
            resourceId: storage.id
            blobContainerName: undeliveredContainer
          }
        }
      }
      retryPolicy: {
        maxDeliveryAttempts: 30
        eventTimeToLiveInMinutes: timeToLiveMinutes
      }
    }
  }
]

// Its subscription names a function, which exists only after the code is deployed: see undelivered.bicep.
resource systemTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: systemTopicName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: storage.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource keepNotices 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage::blobs::notices.id, systemTopic.id, roles.storageBlobDataContributor)
  scope: storage::blobs::notices
  properties: {
    principalId: systemTopic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

resource topicDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: topic
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource systemTopicDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: systemTopic
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (!empty(endpointSubnetId)) {
  name: 'event-grid-endpoint'
  params: {
    name: '${endpointPrefix}-topic'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: topic.id
    groupId: 'topic'
    zoneName: privateZones.eventGrid
  }
}

@description('Resource id of the topic.')
output id string = topic.id

@description('Where events are published.')
output endpoint string = topic.properties.endpoint

@description('Resource id of the system topic.')
output systemTopicId string = systemTopic.id

@description('Name of the system topic, for the postdeploy hook.')
output systemTopicName string = systemTopic.name
