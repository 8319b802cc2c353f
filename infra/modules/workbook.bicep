import { resourceTags } from '../types.bicep'

metadata description = 'A workbook that shows the flow: what came in, where it waits, what failed, what it costs in request units.'

@description('Region.')
param location string

@description('Tags of the resource.')
param tags resourceTags

@description('Title in the list of workbooks.')
param displayName string

@description('Workspace that the telemetry is in.')
param workspaceId string

@description('Service Bus namespace.')
param serviceBusId string

@description('Event Grid topic.')
param topicId string

@description('Cosmos DB account.')
param cosmosId string

var template = loadTextContent('../workbook.json')
var onWorkspace = replace(template, '{workspace}', workspaceId)
var onServiceBus = replace(onWorkspace, '{service-bus}', serviceBusId)
var onTopic = replace(onServiceBus, '{event-grid}', topicId)
var content = replace(onTopic, '{cosmos}', cosmosId)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'flow')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: displayName
    serializedData: content
    sourceId: workspaceId
    version: 'Notebook/1.0'
  }
}
