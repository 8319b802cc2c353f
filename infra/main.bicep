targetScope = 'subscription'

import { resourceTags, routingTable, scaleSettings } from 'types.bicep'
import { thresholdSettings } from 'modules/alerts.bicep'

metadata description = 'The event pipeline on Azure, whole, in one resource group. Deployed by azd up; see docs/infrastructure.md.'

@description('Name of the azd environment; resources are named after it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of every resource. It must offer Flex Consumption.')
@minLength(1)
param location string

@description('Object id of the deployer, who may set secrets and, with developerAccess, read and write data. azd fills it in.')
param principalId string = ''

@description('Type of that principal.')
@allowed(['User', 'ServicePrincipal', 'Group'])
param principalType string = 'User'

@description('Gives the deployer the app\'s rights on data, so that the code can run locally against this environment.')
param developerAccess bool = false

@description('Puts every service behind private endpoints. Service Bus then uses the Premium tier, which has an idle cost.')
param enablePrivateNetwork bool = false

@description('Address space of the private network: a /25 or larger.')
param addressSpace string = '10.40.0.0/24'

@description('Accepts requests from the internet. Payment providers and Event Grid need it; without it, put a gateway in front.')
param publicIngress bool = true

@description('Spreads each service over three zones, where the region has them.')
param zoneRedundant bool = false

@description('Request units per second up to which Cosmos DB scales; 0 for serverless, which has no idle cost.')
@minValue(0)
param cosmosMaxThroughput int = 0

@description('A second region for Cosmos DB, with autoscale only; empty for none.')
param cosmosSecondaryLocation string = ''

@description('How far back a point-in-time restore of Cosmos DB reaches.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param cosmosBackupTier string = 'Continuous7Days'

@description('Standard is billed per operation; Premium has dedicated capacity. A private network always uses Premium.')
@allowed(['Standard', 'Premium'])
param serviceBusTier string = 'Standard'

@description('Messaging units of Service Bus Premium.')
@allowed([1, 2, 4, 8, 16])
param serviceBusUnits int = 1

@description('How far the Functions app scales.')
param scale scaleSettings = {
  maximumInstances: 100
  instanceMemory: 2048
  httpConcurrency: 32
  alwaysReady: []
}

@description('Non-secret settings of the pipeline, such as Sensors__Thresholds__temperature.')
param applicationSettings {
  @description('Name to value.')
  *: string
} = {}

@description('Simulates the payment provider in the app itself: for trials, never with real orders.')
param simulatePayments bool = false

@description('Keeps a deleted Key Vault from being purged. On in production; it cannot be switched off again.')
param vaultPurgeProtection bool = false

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Daily limit of logs in gigabytes; -1 for no limit.')
@minValue(-1)
param logDailyCapGigabytes int = 5

@description('Who gets e-mail from alerts; empty for no one.')
param alertEmail string = ''

@description('How much may wait or fail before an alert is raised.')
param alertThresholds thresholdSettings = {
  waitingMessages: 1000
  lagSeconds: 300
  failedRuns: 20
  refusedWebhooks: 20
  throttledRequests: 100
}

@description('Monthly cost, in the currency of the subscription, at which the budget warns; 0 for no budget.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the month from which the budget counts, as yyyy-MM-dd; a budget cannot change it later. Empty for this month.')
param budgetStart string = ''

@description('First day of this month; do not set it.')
param thisMonth string = utcNow('yyyy-MM-01')

@description('Tags of every resource, in addition to those that azd needs.')
param extraTags {
  @description('Name to value.')
  *: string
} = {}

var abbreviations = loadJsonContent('abbreviations.json')
var routes routingTable = loadJsonContent('../src/Pipeline.Core/routes.json')
var cosmosFile = loadJsonContent('../src/Pipeline.Azure/Cosmos/containers.json')
var cosmosContainers = toObject(items(cosmosFile.containers), entry => entry.key, entry => entry.value)
// The types that OutsideEvents accepts; a test compares the two.
var outsideTypes = ['user.signed-up', 'sensor.reading', 'log.line']

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags resourceTags = {
  ...extraTags
  'azd-env-name': environmentName
}
var names = {
  actionGroup: '${abbreviations.actionGroup}${token}'
  budget: '${abbreviations.budget}${token}'
  cosmos: '${abbreviations.cosmosAccount}${token}'
  dataStorage: '${abbreviations.storageAccount}data${token}'
  functionApp: '${abbreviations.functionApp}${token}'
  functionPlan: '${abbreviations.functionPlan}${token}'
  hostStorage: '${abbreviations.storageAccount}host${token}'
  identity: '${abbreviations.userAssignedIdentity}app-${token}'
  insights: '${abbreviations.applicationInsights}${token}'
  keyVault: '${abbreviations.keyVault}${token}'
  network: '${abbreviations.virtualNetwork}${token}'
  networkSecurity: '${abbreviations.networkSecurityGroup}${token}'
  privateEndpoint: '${abbreviations.privateEndpoint}${token}'
  resourceGroup: '${abbreviations.resourceGroup}${environmentName}'
  serviceBus: '${abbreviations.serviceBusNamespace}${token}'
  systemTopic: '${abbreviations.eventGridSystemTopic}${token}'
  topic: '${abbreviations.eventGridTopic}${token}'
  workspace: '${abbreviations.logAnalyticsWorkspace}${token}'
}
var packagesContainer = 'packages'
var undeliveredContainer = 'undelivered'
var noticesContainer = 'undelivered-notices'
var stripeSecretName = 'stripe-signing-secret'
var deliveryMinutes = 1440
var appSubnetName = 'app'
var endpointSubnetName = 'endpoints'
// Ids are made from names, not taken from outputs, so that what-if can tell what a deployment would do.
var subnets = enablePrivateNetwork
  ? map(
      [appSubnetName, endpointSubnetName],
      subnet =>
        resourceId(
          subscription().subscriptionId,
          names.resourceGroup,
          'Microsoft.Network/virtualNetworks/subnets',
          names.network,
          subnet
        )
    )
  : ['', '']
var appSubnetId = subnets[0]
var endpointSubnetId = subnets[1]
var developerId = developerAccess ? principalId : ''

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: names.resourceGroup
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  dependsOn: [identity]
  params: {
    workspaceName: names.workspace
    insightsName: names.insights
    location: location
    tags: tags
    identityName: names.identity
    retentionDays: logRetentionDays
    dailyCapGigabytes: logDailyCapGigabytes
  }
}

module network 'modules/network.bicep' = if (enablePrivateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: names.network
    securityGroupPrefix: names.networkSecurity
    location: location
    tags: tags
    appSubnetName: appSubnetName
    endpointSubnetName: endpointSubnetName
    addressSpace: addressSpace
  }
}

module keyVault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  dependsOn: [identity, network]
  params: {
    name: names.keyVault
    location: location
    tags: tags
    identityName: names.identity
    deployerId: principalId
    deployerType: principalType
    purgeProtection: vaultPurgeProtection
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: endpointSubnetId
    endpointPrefix: names.privateEndpoint
  }
}

// Two accounts, so that the load of Durable Functions and the files of the pipeline do not share limits, roles or firewalls.
module hostStorage 'modules/storage.bicep' = {
  name: 'host-storage'
  scope: group
  dependsOn: [identity, network]
  params: {
    name: names.hostStorage
    location: location
    tags: tags
    containers: [packagesContainer]
    identityName: names.identity
    roleNames: ['storageBlobDataOwner', 'storageQueueDataContributor', 'storageTableDataContributor']
    developerId: developerId
    endpoints: ['blob', 'queue', 'table']
    zoneRedundant: zoneRedundant
    softDeleteDays: 7
    lifecycle: []
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: endpointSubnetId
    admitEventGrid: false
    endpointPrefix: names.privateEndpoint
  }
}

module dataStorage 'modules/storage.bicep' = {
  name: 'data-storage'
  scope: group
  dependsOn: [identity, network]
  params: {
    name: names.dataStorage
    location: location
    tags: tags
    containers: [undeliveredContainer, noticesContainer, 'archive', 'emails']
    identityName: names.identity
    roleNames: ['storageBlobDataContributor']
    developerId: developerId
    endpoints: ['blob']
    zoneRedundant: zoneRedundant
    softDeleteDays: 30
    lifecycle: [
      { container: 'archive', coolAfterDays: 30 }
      { container: 'emails', deleteAfterDays: 90 }
      { container: undeliveredContainer, deleteAfterDays: 365 }
      { container: noticesContainer, deleteAfterDays: 365 }
    ]
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: endpointSubnetId
    admitEventGrid: true
    endpointPrefix: names.privateEndpoint
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  scope: group
  dependsOn: [identity, network]
  params: {
    name: names.cosmos
    location: location
    secondaryLocation: cosmosSecondaryLocation
    tags: tags
    databaseName: cosmosFile.database
    containers: cosmosContainers
    autoscaleMaxThroughput: cosmosMaxThroughput
    backupTier: cosmosBackupTier
    zoneRedundant: zoneRedundant
    identityName: names.identity
    developerId: developerId
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: endpointSubnetId
    endpointPrefix: names.privateEndpoint
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  scope: group
  dependsOn: [identity, network]
  params: {
    name: names.serviceBus
    location: location
    tags: tags
    routes: routes
    tier: enablePrivateNetwork ? 'Premium' : serviceBusTier
    messagingUnits: serviceBusUnits
    duplicateWindow: 'PT${deliveryMinutes}M'
    identityName: names.identity
    developerId: developerId
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: endpointSubnetId
    appSubnetId: appSubnetId
    endpointPrefix: names.privateEndpoint
  }
}

module eventGrid 'modules/event-grid.bicep' = {
  name: 'event-grid'
  scope: group
  dependsOn: [identity, network, serviceBus, dataStorage]
  params: {
    name: names.topic
    systemTopicName: names.systemTopic
    location: location
    tags: tags
    routes: routes
    outsideTypes: outsideTypes
    serviceBusName: names.serviceBus
    storageAccountName: names.dataStorage
    undeliveredContainer: undeliveredContainer
    noticesContainer: noticesContainer
    timeToLiveMinutes: deliveryMinutes
    identityName: names.identity
    developerId: developerId
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: endpointSubnetId
    endpointPrefix: names.privateEndpoint
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  scope: group
  dependsOn: [network]
  params: {
    name: names.functionApp
    planName: names.functionPlan
    location: location
    tags: tags
    identityName: names.identity
    clientId: identity.outputs.clientId
    scale: scale
    zoneRedundant: zoneRedundant
    hostStorageName: hostStorage.outputs.name
    packagesUrl: '${hostStorage.outputs.blobEndpoint}${packagesContainer}'
    blobEndpoint: dataStorage.outputs.blobEndpoint
    cosmosEndpoint: cosmos.outputs.endpoint
    serviceBusHostName: serviceBus.outputs.hostName
    topicEndpoint: eventGrid.outputs.endpoint
    insightsConnectionString: monitoring.outputs.connectionString
    vaultUri: keyVault.outputs.uri
    stripeSecretName: stripeSecretName
    applicationSettings: union(applicationSettings, simulatePayments ? { Payments__Simulator__Enabled: 'true' } : {})
    publicIngress: publicIngress
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: endpointSubnetId
    appSubnetId: appSubnetId
    endpointPrefix: names.privateEndpoint
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    actionGroupName: names.actionGroup
    prefix: environmentName
    location: location
    tags: tags
    email: alertEmail
    queueNames: objectKeys(routes.queues)
    serviceBusId: serviceBus.outputs.id
    topicId: eventGrid.outputs.id
    systemTopicId: eventGrid.outputs.systemTopicId
    cosmosId: cosmos.outputs.id
    workspaceId: monitoring.outputs.workspaceId
    thresholds: alertThresholds
    budgetName: names.budget
    monthlyBudget: monthlyBudget
    budgetStart: empty(budgetStart) ? thisMonth : budgetStart
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    displayName: 'Pipeline ${environmentName}: flow'
    workspaceId: monitoring.outputs.workspaceId
    serviceBusId: serviceBus.outputs.id
    topicId: eventGrid.outputs.id
    cosmosId: cosmos.outputs.id
  }
}

@description('Resource group of everything.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the Functions app.')
output FUNCTION_APP_NAME string = functions.outputs.name

@description('Base address of the Functions app.')
output FUNCTION_APP_URL string = functions.outputs.url

@description('Name of the Key Vault.')
output KEY_VAULT_NAME string = keyVault.outputs.name

@description('Name of the secret with which Stripe signs its webhooks, not the secret itself.')
output STRIPE_SECRET_NAME string = stripeSecretName

@description('System topic that the postdeploy hook subscribes ReadUndelivered to.')
output SYSTEM_TOPIC_NAME string = eventGrid.outputs.systemTopicName

@description('Storage account of the undelivered events.')
output DATA_STORAGE_NAME string = dataStorage.outputs.name

@description('Address of Cosmos DB, for local runs.')
output COSMOS_ENDPOINT string = cosmos.outputs.endpoint

@description('Host name of Service Bus, for local runs.')
output SERVICE_BUS_HOST string = serviceBus.outputs.hostName

@description('Where events are published, for local runs.')
output EVENT_GRID_ENDPOINT string = eventGrid.outputs.endpoint
