import { resourceTags } from '../types.bicep'

metadata description = 'Who is told what: an action group, alerts on metrics and on logs, and the budget.'

@description('Name of the action group; the names of alerts begin with its last part.')
param actionGroupName string

@description('Prefix of the names of alerts.')
param prefix string

@description('Region of the log alerts; the others are global.')
param location string

@description('Tags of each resource.')
param tags resourceTags

@description('Who gets e-mail; empty for no one.')
param email string

@description('Names of the queues.')
param queueNames string[]

@description('Service Bus namespace.')
param serviceBusId string

@description('Event Grid topic.')
param topicId string

@description('System topic of the undelivered events.')
param systemTopicId string

@description('Cosmos DB account.')
param cosmosId string

@description('Workspace that the telemetry is in.')
param workspaceId string

@description('How much may wait or fail before an alert is raised.')
param thresholds thresholdSettings

@description('Name of the budget.')
param budgetName string

@description('Monthly cost, in the currency of the subscription, at which the budget warns; 0 for no budget.')
@minValue(0)
param monthlyBudget int

@description('First day of the month from which the budget counts, as yyyy-MM-dd.')
param budgetStart string

@export()
@description('How much may wait or fail before an alert is raised.')
type thresholdSettings = {
  @description('Messages that wait in one queue, on average over 15 minutes.')
  @minValue(1)
  waitingMessages: int

  @description('Seconds that a queue or the change feed may lag.')
  @minValue(1)
  lagSeconds: int

  @description('Failed runs of one function in 15 minutes.')
  @minValue(1)
  failedRuns: int

  @description('Webhook calls with a wrong signature in 15 minutes.')
  @minValue(1)
  refusedWebhooks: int

  @description('Requests that Cosmos DB refused with 429 in 15 minutes, after which the SDK tried again.')
  @minValue(1)
  throttledRequests: int
}

@description('An alert on a metric of one resource.')
type metricAlert = {
  name: string
  description: string
  severity: 0 | 1 | 2 | 3 | 4
  resource: string
  namespace: string
  metric: string
  aggregation: 'Average' | 'Count' | 'Maximum' | 'Total'
  threshold: int
  window: 'PT5M' | 'PT15M'
  dimension: string?
  dimensionValues: string[]?
}

@description('An alert on a value that MeasureLag writes to the log each minute.')
type measureAlert = {
  name: string
  description: string
  severity: 0 | 1 | 2 | 3 | 4
  measure: string
  threshold: int
}

@description('An alert on rows of telemetry.')
type logAlert = {
  name: string
  description: string
  severity: 0 | 1 | 2 | 3 | 4
  query: string
  operator: 'GreaterThan' | 'LessThan'
  threshold: int
  dimension: string?
}

var metricAlerts metricAlert[] = [
  {
    name: 'dead-letters-arrived'
    description: 'A reaction gave up on a message. See GET /api/dead-letters, fix the cause, replay.'
    severity: 2
    resource: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'CompleteMessage'
    aggregation: 'Total'
    threshold: 0
    window: 'PT5M'
    dimension: 'EntityName'
    dimensionValues: ['dead-letters']
  }
  {
    name: 'dead-letters-stuck'
    description: 'Messages lie in the dead-letter queue of a queue itself: forwarding failed, or KeepDeadLetters gave up. Nobody sees them in the API.'
    severity: 1
    resource: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'DeadletteredMessages'
    aggregation: 'Average'
    threshold: 0
    window: 'PT15M'
    dimension: 'EntityName'
    dimensionValues: queueNames
  }
  {
    name: 'messages-waiting'
    description: 'A queue grows faster than it is processed.'
    severity: 2
    resource: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'ActiveMessages'
    aggregation: 'Average'
    threshold: thresholds.waitingMessages
    window: 'PT15M'
    dimension: 'EntityName'
    dimensionValues: queueNames
  }
  {
    name: 'service-bus-throttled'
    description: 'Service Bus refuses requests. Standard: go to Premium. Premium: raise the messaging units.'
    severity: 2
    resource: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'ThrottledRequests'
    aggregation: 'Total'
    threshold: 0
    window: 'PT5M'
  }
  {
    name: 'publishing-failed'
    description: 'The relay could not publish to Event Grid; the change feed holds the events until it can.'
    severity: 2
    resource: topicId
    namespace: 'Microsoft.EventGrid/topics'
    metric: 'PublishFailCount'
    aggregation: 'Total'
    threshold: 0
    window: 'PT5M'
  }
  {
    name: 'delivery-failed'
    description: 'Event Grid could not deliver to a queue and tries again, for a day.'
    severity: 3
    resource: topicId
    namespace: 'Microsoft.EventGrid/topics'
    metric: 'DeliveryAttemptFailCount'
    aggregation: 'Total'
    threshold: 10
    window: 'PT15M'
    dimension: 'EventSubscriptionName'
    dimensionValues: ['*']
  }
  {
    name: 'events-undelivered'
    description: 'Event Grid gave up on events; they are in the container undelivered, and ReadUndelivered turns them into dead letters.'
    severity: 1
    resource: topicId
    namespace: 'Microsoft.EventGrid/topics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    threshold: 0
    window: 'PT5M'
  }
  {
    name: 'events-dropped'
    description: 'Event Grid could not even keep an event that it gave up on. The order store and the archive still have it: replay from there.'
    severity: 0
    resource: topicId
    namespace: 'Microsoft.EventGrid/topics'
    metric: 'DroppedEventCount'
    aggregation: 'Total'
    threshold: 0
    window: 'PT5M'
  }
  {
    name: 'notices-undelivered'
    description: 'ReadUndelivered was not told of an undelivered event; MeasureLag finds it when it sweeps the container.'
    severity: 3
    resource: systemTopicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    threshold: 0
    window: 'PT5M'
  }
  {
    name: 'cosmos-throttled'
    description: 'Cosmos DB throttles requests; the SDK retries them. Raise the throughput, or look for a hot partition.'
    severity: 2
    resource: cosmosId
    namespace: 'Microsoft.DocumentDB/databaseAccounts'
    metric: 'TotalRequests'
    aggregation: 'Count'
    threshold: thresholds.throttledRequests
    window: 'PT15M'
    dimension: 'StatusCode'
    dimensionValues: ['429']
  }
  {
    name: 'cosmos-hot'
    description: 'The busiest partition uses nearly all of its throughput.'
    severity: 3
    resource: cosmosId
    namespace: 'Microsoft.DocumentDB/databaseAccounts'
    metric: 'NormalizedRUConsumption'
    aggregation: 'Maximum'
    threshold: 90
    window: 'PT15M'
    dimension: 'CollectionName'
    dimensionValues: ['*']
  }
]

var measureAlerts measureAlert[] = [
  {
    name: 'messages-old'
    description: 'The oldest message of a queue has waited too long: its reaction is stuck or cannot keep up.'
    severity: 1
    measure: 'pipeline.queue.oldest_seconds'
    threshold: thresholds.lagSeconds
  }
  {
    name: 'relay-behind'
    description: 'The relay lags behind the change feed: events are committed but not yet published.'
    severity: 1
    measure: 'pipeline.relay.pending'
    threshold: thresholds.waitingMessages
  }
  {
    name: 'orders-need-attention'
    description: 'A saga could not undo what it did. See GET /api/sagas?status=needs-attention, fix the cause, resume.'
    severity: 1
    measure: 'pipeline.orders.need_attention'
    threshold: 0
  }
  {
    name: 'dead-letters-open'
    description: 'Dead letters wait for someone to replay or park them.'
    severity: 3
    measure: 'pipeline.dead_letters.open'
    threshold: 0
  }
  {
    name: 'undelivered-unreadable'
    description: 'A blob in the container undelivered cannot be read; it stays there until someone looks.'
    severity: 1
    measure: 'pipeline.undelivered.unreadable_blobs'
    threshold: 0
  }
]
var measureQuery = loadTextContent('../queries/measures.kql')

var logAlerts logAlert[] = [
  {
    name: 'orchestration-failed'
    description: 'An orchestration failed, which no order should cause: its saga is stuck. See GET /api/sagas.'
    severity: 1
    query: loadTextContent('../queries/failed-orchestrations.kql')
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'function-failed'
    description: 'Runs of one function keep failing.'
    severity: 2
    query: loadTextContent('../queries/failed-functions.kql')
    operator: 'GreaterThan'
    threshold: thresholds.failedRuns
    dimension: 'Function'
  }
  {
    name: 'webhooks-refused'
    description: 'Many webhook calls have a wrong signature: the secret is wrong or changed, or someone tries to forge payments.'
    severity: 2
    query: loadTextContent('../queries/refused-webhooks.kql')
    operator: 'GreaterThan'
    threshold: thresholds.refusedWebhooks
  }
  {
    name: 'relay-gap'
    description: 'The relay received the events of an order with one missing. The store has it: compare GET /api/orders/{id}/events with the archive.'
    severity: 2
    query: loadTextContent('../queries/relay-gaps.kql')
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'relay-unkept'
    description: 'The relay could neither publish an event nor keep it as a dead letter: it is in its container only. The log line names it and says why.'
    severity: 1
    query: loadTextContent('../queries/relay-unkept.kql')
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'silent'
    description: 'The timer MeasureLag has not run for 15 minutes: the app does not run, or its telemetry does not arrive.'
    severity: 1
    query: loadTextContent('../queries/timer-runs.kql')
    operator: 'LessThan'
    threshold: 1
  }
]

var allLogAlerts = concat(
  logAlerts,
  map(measureAlerts, alert => {
    name: alert.name
    description: alert.description
    severity: alert.severity
    query: replace(replace(measureQuery, '{measure}', alert.measure), '{threshold}', string(alert.threshold))
    operator: 'GreaterThan'
    threshold: 0
    dimension: 'Of'
  })
)

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'pipeline'
    emailReceivers: empty(email) ? [] : [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource onMetrics 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for alert in metricAlerts: {
    name: '${prefix}-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [alert.resource]
      evaluationFrequency: 'PT5M'
      windowSize: alert.window
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: alert.name
            metricNamespace: alert.namespace
            metricName: alert.metric
            operator: 'GreaterThan'
            threshold: alert.threshold
            timeAggregation: alert.aggregation
            dimensions: alert.?dimension == null
              ? []
              : [{ name: alert.dimension!, operator: 'Include', values: alert.dimensionValues! }]
          }
        ]
      }
      actions: [{ actionGroupId: actionGroup.id }]
    }
  }
]

resource onLogs 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in allLogAlerts: {
    name: '${prefix}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${prefix}-${alert.name}'
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      autoMitigate: true
      // In a new workspace the tables come with the first telemetry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: alert.operator
            threshold: alert.threshold
            dimensions: alert.?dimension == null ? [] : [{ name: alert.dimension!, operator: 'Include', values: ['*'] }]
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = if (monthlyBudget > 0) {
  name: budgetName
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: empty(email) ? [] : [email]
        contactGroups: [actionGroup.id]
      }
      forecast: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: empty(email) ? [] : [email]
        contactGroups: [actionGroup.id]
      }
    }
  }
}
