import { resourceTags } from '../types.bicep'

metadata description = 'A private endpoint of one service, with its name in the private DNS zone.'

@description('Name of the private endpoint.')
@minLength(2)
@maxLength(80)
param name string

@description('Region.')
param location string

@description('Tags of the resource.')
param tags resourceTags

@description('Subnet of the endpoint.')
param subnetId string

@description('Resource id of the service.')
param targetId string

@description('Which endpoint of the service: blob, Sql, namespace and so on.')
@minLength(1)
param groupId string

@description('Private DNS zone that gets its name.')
param zoneName string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: zoneName
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    customNetworkInterfaceName: '${name}-nic'
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: targetId
          groupIds: [groupId]
        }
      }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: groupId
        properties: { privateDnsZoneId: zone.id }
      }
    ]
  }
}
