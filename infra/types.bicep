@export()
@description('Tags of every resource; azd finds its environment by azd-env-name.')
type resourceTags = {
  @description('The azd environment.')
  'azd-env-name': string

  @description('Any further tag.')
  *: string
}

@export()
@description('The routing table src/Pipeline.Core/routes.json.')
type routingTable = {
  @description('Prefix of every event type.')
  prefix: string

  @description('Queue to the short names of the event types that it takes; * takes all of them.')
  queues: {
    *: string[]
  }
}

@export()
@description('One container of src/Pipeline.Azure/Cosmos/containers.json.')
type containerDefinition = {
  @description('Path of the partition key.')
  partitionKey: string

  @description('Seconds that a document lives; -1 means that each document says so itself; absent means forever.')
  ttlSeconds: int?

  @description('Paths that are indexed; none, or /* for all.')
  indexedPaths: string[]
}

@export()
@description('How far the Functions app scales.')
type scaleSettings = {
  @description('Maximum number of instances of each scale group.')
  @minValue(1)
  @maxValue(1000)
  maximumInstances: int

  @description('Memory of one instance in MB.')
  instanceMemory: 512 | 2048 | 4096

  @description('Concurrent requests of one instance.')
  @minValue(1)
  @maxValue(1000)
  httpConcurrency: int

  @description('Instances that are always on, by scale group.')
  alwaysReady: alwaysReadyGroup[]
}

@export()
@description('Instances of one scale group that are always on.')
type alwaysReadyGroup = {
  @description('http, durable, or function:<name>: HTTP functions scale together, Durable ones do too, and every other scales by itself.')
  name: string

  @description('Number of instances.')
  @minValue(1)
  instanceCount: int
}
