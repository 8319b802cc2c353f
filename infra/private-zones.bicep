@export()
@description('Names of the private DNS zones, by kind of endpoint; Azure prescribes them.')
var privateZones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  cosmos: 'privatelink.documents.azure.com'
  serviceBus: 'privatelink.servicebus.windows.net'
  eventGrid: 'privatelink.eventgrid.azure.net'
  keyVault: 'privatelink.vaultcore.azure.net'
  site: 'privatelink.azurewebsites.net'
}
