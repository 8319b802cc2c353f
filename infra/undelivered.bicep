metadata description = 'Tells ReadUndelivered of each blob in the undelivered container. Deployed by the postdeploy hook, since the function must exist by then.'

@description('System topic of the storage account.')
param systemTopicName string

@description('Storage account of the undelivered events.')
param storageAccountName string

@description('The Functions app.')
param functionAppName string

@description('Container that is watched for new blobs.')
param container string = 'undelivered'

@description('Container of notifications that could not be delivered; not the watched one, or each would cause another.')
param noticesContainer string = 'undelivered-notices'

resource storage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageAccountName
}

resource site 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName

  resource reader 'functions' existing = { name: 'ReadUndelivered' }
}

resource systemTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: systemTopicName
}

resource notices 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: systemTopic
  name: 'read-undelivered'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${container}/'
    }
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: site::reader.id
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: storage.id
          blobContainerName: noticesContainer
        }
      }
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
  }
}
